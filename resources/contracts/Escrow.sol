// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice What the escrow asks of the token beyond ERC-20: payments that the payer signs (EIP-3009).
interface IERC3009 {
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);

    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external;
}

/// @title Escrow of payment channels
/// @notice Holds the USDC behind the credits of channels, and pays it out as the engine settles them.
///
/// Units: amounts are atomic USDC (6 decimals), balances are credits. 1 USDC = 1000 credits, so 1 credit is exactly
/// 1000 atomic units, whole credits are the only deposits, and no settlement is ever rounded.
///
/// Roles: the owner submits, the settler signs; neither moves a channel's money without the other. Payers own what
/// they deposited until it is settled, and take back what is left of it when the engine falls silent.
///
/// Every unit held is one of: left in a channel, pending (offered to a channel, not accepted), claimable (a payout that
/// the token refused), or unassigned (arrived without a call to this contract). `accounted` is the first three.
/// @dev Follows EIP-712 (statements of the settler), EIP-3009 (payments by authorization), ERC-5267 (the domain).
contract Escrow is Ownable2Step, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    /// @notice Credits for one USDC.
    uint256 public constant CREDIT_RATIO = 1000;
    /// @notice Atomic USDC units in one credit.
    uint256 public constant UNITS_PER_CREDIT = 1000;
    /// @notice Inactivity after which the payers of a channel may take back what is left.
    uint256 public constant EMERGENCY_TIMEOUT = 7 days;
    /// @notice Age at which they may even if the owner keeps the channel active; it takes no more deposits then.
    uint256 public constant MAX_LIFETIME = 90 days;
    /// @notice Most agents in one settlement; of more, let the others exit first.
    uint256 public constant MAX_AGENTS = 200;

    /// @notice EIP-712 type hashes of what the settler signs. `creditBalances` in credits, `deposited` in atomic units.
    bytes32 public constant SETTLEMENT_TYPEHASH = keccak256(
        "Settlement(bytes32 channelId,uint256 sequence,uint256 deposited,address[] agents,uint256[] creditBalances)"
    );
    bytes32 public constant EXIT_TYPEHASH =
        keccak256("Exit(bytes32 channelId,uint256 sequence,uint256 deposited,address agent,uint256 creditBalance)");
    bytes32 public constant SETTLER_CHANGE_TYPEHASH = keccak256("SettlerChange(address newSettler,uint256 sequence)");

    /// Gas that a payout may use: four times what USDC needs, so that a broken token cannot burn a whole settlement.
    /// It also keeps a settlement with too little gas from "succeeding" by deferring payouts, which is what a node's
    /// estimate would then find: a payout that ran out of gas leaves a 63rd of this at most, and deferring costs more.
    uint256 private constant PAYOUT_GAS = 200_000;

    enum State {
        None,
        Open,
        Settled,
        Unwinding // a payer took back its share: nothing but further emergency withdrawals
    }

    /// Two storage slots.
    struct Channel {
        uint96 deposited; // all deposits ever accepted, atomic units
        uint96 remaining; // of these, not paid out yet
        uint64 sequence; // statements of the settler used so far
        uint96 refundable; // sum of the payers' refundableOf; never less than remaining
        uint40 openedAt;
        uint40 lastActivity;
        State state;
    }

    /// @notice The token: USDC, six decimals, EIP-3009, no fee on transfer.
    IERC20 public immutable usdc;

    /// @notice Key whose signature settles; changed only with its own consent.
    address public settler;
    /// @notice Number of changes of the settler so far.
    uint256 public settlerSequence;
    /// @notice Atomic units that belong to channels, pending deposits and claims.
    uint256 public accounted;

    mapping(bytes32 channelId => Channel) private _channels;

    /// @notice What of a payer's deposits in a channel was not paid back to itself, atomic units.
    mapping(bytes32 channelId => mapping(address payer => uint256)) public refundableOf;
    /// @notice Deposits offered and not accepted, atomic units; the payer may take them back at any time.
    mapping(bytes32 channelId => mapping(address payer => uint256)) public pendingOf;
    /// @notice Payouts that the token refused, atomic units.
    mapping(address agent => uint256) public claimable;
    /// @notice Ids (EIP-3009 nonces) of payments that were assigned or returned. Each counts once.
    mapping(address payer => mapping(bytes32 paymentId => bool)) public paymentUsed;

    event Deposited(bytes32 indexed channelId, address indexed depositor, uint256 usdcAmount, uint256 creditsMinted);
    event ToppedUp(bytes32 indexed channelId, address indexed depositor, uint256 usdcAmount, uint256 creditsMinted);
    event Settled(bytes32 indexed channelId, address[] agents, uint256[] usdcAmounts);
    event ParticipantExited(bytes32 indexed channelId, address indexed agent, uint256 usdcAmount);
    event EmergencyWithdrawal(bytes32 indexed channelId, address indexed depositor, uint256 amount);

    event DepositPending(bytes32 indexed channelId, address indexed payer, uint256 usdcAmount);
    event PendingWithdrawn(bytes32 indexed channelId, address indexed payer, uint256 usdcAmount);
    event PaymentAssigned(
        bytes32 indexed channelId, address indexed payer, bytes32 indexed nonce, uint256 usdcAmount
    );
    event PaymentReturned(address indexed payer, bytes32 indexed paymentId, uint256 usdcAmount);
    event PayoutDeferred(bytes32 indexed channelId, address indexed agent, uint256 usdcAmount);
    event Claimed(address indexed agent, uint256 usdcAmount);
    event Touched(bytes32 indexed channelId);
    event SettlerChanged(address indexed oldSettler, address indexed newSettler);

    error ZeroAddress();
    error ZeroAmount();
    error NotWholeCredits(uint256 usdcAmount);
    error WrongToken();
    error UnexpectedAmount(uint256 expected, uint256 received);
    error ChannelExists(bytes32 channelId);
    error ChannelNotOpen(bytes32 channelId);
    error ChannelExpired(bytes32 channelId);
    error AuthorizationAlreadyUsed(address payer, bytes32 nonce);
    error AuthorizationNotUsed(address payer, bytes32 nonce);
    error PaymentAlreadyUsed(address payer, bytes32 paymentId);
    error NotEnoughUnassigned(uint256 wanted, uint256 unassigned);
    error NotEnoughPending(uint256 wanted, uint256 pending);
    error TooManyAgents(uint256 agents);
    error LengthMismatch();
    error AgentsNotAscending(address agent);
    error BadAgent(address agent);
    error SumMismatch(uint256 remaining, uint256 paid);
    error WrongProof();
    error TooEarly(uint256 availableAt);
    error NothingToWithdraw();
    error OwnerRequired();

    /// @param token USDC: refused unless it has code and six decimals.
    /// @param initialOwner Submits; needs gas, may be replaced in two steps.
    /// @param initialSettler Signs; needs no gas. May be the owner, who then moves every channel alone.
    constructor(IERC20 token, address initialOwner, address initialSettler)
        Ownable(initialOwner)
        EIP712("BursarEscrow", "1")
    {
        if (initialSettler == address(0)) revert ZeroAddress();
        if (address(token).code.length == 0 || IERC20Metadata(address(token)).decimals() != 6) revert WrongToken();
        usdc = token;
        settler = initialSettler;
        emit SettlerChanged(address(0), initialSettler);
    }

    // --- Money in ---------------------------------------------------------------------------------------------------

    /// @notice Pays for a channel that does not exist yet, from the caller's allowance. The owner's deposit opens it;
    /// anybody else's is pending until the owner accepts it, so that strangers cannot meddle with a channel.
    /// @param usdcAmount Atomic units, whole credits.
    function deposit(bytes32 channelId, uint256 usdcAmount) external nonReentrant {
        if (_channels[channelId].state != State.None) revert ChannelExists(channelId);
        _depositFromCaller(channelId, usdcAmount);
    }

    /// @notice As `deposit`, for a channel that is open.
    function topup(bytes32 channelId, uint256 usdcAmount) external nonReentrant {
        if (_channels[channelId].state != State.Open) revert ChannelNotOpen(channelId);
        _depositFromCaller(channelId, usdcAmount);
    }

    /// @notice Takes `usdcAmount` of a payer's pending deposit into the channel, and opens it if need be.
    function acceptDeposit(bytes32 channelId, address payer, uint256 usdcAmount) external onlyOwner nonReentrant {
        uint256 pending = pendingOf[channelId][payer];
        if (usdcAmount > pending) revert NotEnoughPending(usdcAmount, pending);
        pendingOf[channelId][payer] = pending - usdcAmount;
        _accept(channelId, payer, usdcAmount);
    }

    /// @notice Returns the caller's pending deposit, at any time.
    function withdrawPending(bytes32 channelId) external nonReentrant {
        uint256 amount = pendingOf[channelId][msg.sender];
        if (amount == 0) revert NothingToWithdraw();
        pendingOf[channelId][msg.sender] = 0;
        accounted -= amount;
        emit PendingWithdrawn(channelId, msg.sender, amount);
        usdc.safeTransfer(msg.sender, amount);
    }

    /// @notice Pulls a payment that `from` signed as EIP-3009 TransferWithAuthorization to this contract (x402
    /// "exact"), and opens or tops up the channel with it.
    ///
    /// Owner only: the signature does not name a channel, so whoever calls chooses one. Anyone may hand the same
    /// signature to the token first; then the money is here, unassigned, this call reverts with
    /// AuthorizationAlreadyUsed, and `assignDeposit` takes its place.
    /// @param value Atomic units, whole credits.
    function depositWithAuthorization(
        bytes32 channelId,
        address from,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external onlyOwner nonReentrant {
        if (IERC3009(address(usdc)).authorizationState(from, nonce)) revert AuthorizationAlreadyUsed(from, nonce);
        _usePayment(from, nonce);
        accounted += value;
        emit PaymentAssigned(channelId, from, nonce, value);
        _accept(channelId, from, value);

        uint256 before = usdc.balanceOf(address(this));
        IERC3009(address(usdc)).transferWithAuthorization(
            from, address(this), value, validAfter, validBefore, nonce, signature
        );
        _requireReceived(before, value);
    }

    /// @notice Gives unassigned money, which `payer` sent by an EIP-3009 authorization that somebody else submitted, to
    /// a channel. The owner has seen the payment, final, as AuthorizationUsed and Transfer of one transaction: the
    /// token says of a cancelled authorization too that it is used, so this contract cannot tell.
    /// @param usdcAmount Atomic units, whole credits: what the transfer moved.
    /// @param nonce The authorization's; counts once.
    function assignDeposit(bytes32 channelId, address payer, uint256 usdcAmount, bytes32 nonce)
        external
        onlyOwner
        nonReentrant
    {
        if (!IERC3009(address(usdc)).authorizationState(payer, nonce)) revert AuthorizationNotUsed(payer, nonce);
        _usePayment(payer, nonce);
        _requireUnassigned(usdcAmount);
        accounted += usdcAmount;
        emit PaymentAssigned(channelId, payer, nonce, usdcAmount);
        _accept(channelId, payer, usdcAmount);
    }

    /// @notice Sends unassigned money back: a payment for no channel, of no whole credits, or by plain transfer.
    /// @param paymentId The authorization's nonce, else a hash of the transaction and log that paid; counts once.
    function returnPayment(address payer, uint256 usdcAmount, bytes32 paymentId) external onlyOwner nonReentrant {
        if (usdcAmount == 0) revert ZeroAmount();
        _usePayment(payer, paymentId);
        _requireUnassigned(usdcAmount);
        emit PaymentReturned(payer, paymentId, usdcAmount);
        usdc.safeTransfer(payer, usdcAmount);
    }

    // --- Money out --------------------------------------------------------------------------------------------------

    /// @notice Pays all that is left of a channel to its agents and ends it.
    /// @param agents Strictly ascending, so distinct and not zero; at most MAX_AGENTS.
    /// @param creditBalances Credits of each; zero is allowed. Their sum is exactly what is left.
    /// @param proof The settler's signature (65 bytes) of Settlement with the channel's sequence and deposits.
    function settle(
        bytes32 channelId,
        address[] calldata agents,
        uint256[] calldata creditBalances,
        bytes calldata proof
    ) external onlyOwner nonReentrant {
        Channel storage channel = _openChannel(channelId);
        uint256 count = agents.length;
        if (count > MAX_AGENTS) revert TooManyAgents(count);
        if (count != creditBalances.length) revert LengthMismatch();
        _requireProof(settlementDigest(channelId, agents, creditBalances), proof);

        uint256[] memory amounts = new uint256[](count);
        uint256 paid;
        address previous;
        for (uint256 i; i < count; ++i) {
            address agent = agents[i];
            if (agent <= previous) revert AgentsNotAscending(agent);
            _requireAgent(agent);
            amounts[i] = creditBalances[i] * UNITS_PER_CREDIT;
            paid += amounts[i];
            previous = agent;
        }

        if (paid != channel.remaining) revert SumMismatch(channel.remaining, paid);
        channel.remaining = 0;
        ++channel.sequence;
        channel.lastActivity = uint40(block.timestamp);
        channel.state = State.Settled;
        accounted -= paid;
        emit Settled(channelId, agents, amounts);

        for (uint256 i; i < count; ++i) {
            _payOut(channelId, agents[i], amounts[i]);
        }
    }

    /// @notice Pays one agent its balance; the channel stays open. What a payer gets back so is no longer refundable
    /// to it.
    /// @param creditBalance Credits, not zero.
    /// @param proof The settler's signature (65 bytes) of Exit with the channel's sequence and deposits.
    function exitParticipant(bytes32 channelId, address agent, uint256 creditBalance, bytes calldata proof)
        external
        onlyOwner
        nonReentrant
    {
        Channel storage channel = _openChannel(channelId);
        _requireProof(exitDigest(channelId, agent, creditBalance), proof);
        _requireAgent(agent);
        uint256 amount = creditBalance * UNITS_PER_CREDIT;
        if (amount == 0) revert ZeroAmount();

        if (amount > channel.remaining) revert SumMismatch(channel.remaining, amount);
        uint256 refundable = refundableOf[channelId][agent];
        if (refundable != 0) {
            uint256 returned = refundable < amount ? refundable : amount;
            refundableOf[channelId][agent] = refundable - returned;
            channel.refundable -= uint96(returned);
        }
        channel.remaining -= uint96(amount);
        ++channel.sequence;
        channel.lastActivity = uint40(block.timestamp);
        accounted -= amount;
        emit ParticipantExited(channelId, agent, amount);
        _payOut(channelId, agent, amount);
    }

    /// @notice Pays `agent` what the token refused to pay before. Anyone may call. It goes to the agent's own address
    /// or nowhere: the escrow is not to be a way around the token's blacklist.
    function claim(address agent) external nonReentrant {
        uint256 amount = claimable[agent];
        if (amount == 0) revert NothingToWithdraw();
        claimable[agent] = 0;
        accounted -= amount;
        emit Claimed(agent, amount);
        usdc.safeTransfer(agent, amount);
    }

    /// @notice Returns the calling payer's share of what is left, once `emergencyAvailableAt` has come. The first
    /// such withdrawal ends the channel for everything else.
    ///
    /// The share is refundableOf × remaining ÷ the channel's refundable, rounded down, of the figures at the time of
    /// the call; the last payer gets what is left. So shares never exceed a payer's own deposits and add up exactly.
    function emergencyWithdraw(bytes32 channelId) external nonReentrant {
        Channel storage channel = _channels[channelId];
        if (channel.state != State.Unwinding) {
            _openChannel(channelId);
            uint256 availableAt = _emergencyAvailableAt(channel);
            if (block.timestamp < availableAt) revert TooEarly(availableAt);
            channel.state = State.Unwinding;
        }
        uint256 refundable = refundableOf[channelId][msg.sender];
        if (refundable == 0) revert NothingToWithdraw();
        uint256 share = refundable * channel.remaining / channel.refundable; // 96 by 96 bits
        refundableOf[channelId][msg.sender] = 0;
        channel.refundable -= uint96(refundable);
        channel.remaining -= uint96(share);
        accounted -= share;
        emit EmergencyWithdrawal(channelId, msg.sender, share);
        if (share != 0) usdc.safeTransfer(msg.sender, share);
    }

    // --- Keeping ----------------------------------------------------------------------------------------------------

    /// @notice Says that the engine still serves these channels: starts their EMERGENCY_TIMEOUT anew, never beyond
    /// MAX_LIFETIME. Channels that are not open are passed over.
    function touch(bytes32[] calldata channelIds) external onlyOwner {
        for (uint256 i; i < channelIds.length; ++i) {
            Channel storage channel = _channels[channelIds[i]];
            if (channel.state != State.Open) continue;
            channel.lastActivity = uint40(block.timestamp);
            emit Touched(channelIds[i]);
        }
    }

    /// @notice Replaces the settler, with its consent: an owner's key alone cannot appoint a settler of its own.
    /// @param proof The present settler's signature of SettlerChange with `settlerSequence`.
    function changeSettler(address newSettler, bytes calldata proof) external onlyOwner {
        if (newSettler == address(0)) revert ZeroAddress();
        _requireProof(settlerChangeDigest(newSettler), proof);
        ++settlerSequence;
        emit SettlerChanged(settler, newSettler);
        settler = newSettler;
    }

    /// @notice Refused: without an owner no channel could be settled and unassigned money would be lost.
    function renounceOwnership() public view override onlyOwner {
        revert OwnerRequired();
    }

    // --- Views ------------------------------------------------------------------------------------------------------

    /// @notice A channel as it is stored; amounts in atomic units, times in seconds. All zero: never opened.
    function escrows(bytes32 channelId)
        external
        view
        returns (
            State state,
            uint256 deposited,
            uint256 remaining,
            uint256 refundable,
            uint256 sequence,
            uint256 openedAt,
            uint256 lastActivity
        )
    {
        Channel storage c = _channels[channelId];
        return (c.state, c.deposited, c.remaining, c.refundable, c.sequence, c.openedAt, c.lastActivity);
    }

    /// @notice Money of the token that belongs to nobody yet, atomic units.
    function unassigned() public view returns (uint256) {
        uint256 balance = usdc.balanceOf(address(this));
        return balance > accounted ? balance - accounted : 0;
    }

    /// @notice When the payers of an open channel may take back what is left, if nothing happens until then.
    function emergencyAvailableAt(bytes32 channelId) external view returns (uint256) {
        return _emergencyAvailableAt(_openChannel(channelId));
    }

    /// @notice What the settler has to sign for this settlement, as the channel is now.
    function settlementDigest(bytes32 channelId, address[] calldata agents, uint256[] calldata creditBalances)
        public
        view
        returns (bytes32)
    {
        Channel storage channel = _channels[channelId];
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    SETTLEMENT_TYPEHASH,
                    channelId,
                    channel.sequence,
                    channel.deposited,
                    keccak256(abi.encodePacked(agents)),
                    keccak256(abi.encodePacked(creditBalances))
                )
            )
        );
    }

    /// @notice What the settler has to sign for this exit, as the channel is now.
    function exitDigest(bytes32 channelId, address agent, uint256 creditBalance) public view returns (bytes32) {
        Channel storage channel = _channels[channelId];
        return _hashTypedDataV4(
            keccak256(
                abi.encode(EXIT_TYPEHASH, channelId, channel.sequence, channel.deposited, agent, creditBalance)
            )
        );
    }

    /// @notice What the present settler has to sign to be replaced.
    function settlerChangeDigest(address newSettler) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(SETTLER_CHANGE_TYPEHASH, newSettler, settlerSequence)));
    }

    // --- Private ----------------------------------------------------------------------------------------------------

    function _depositFromCaller(bytes32 channelId, uint256 usdcAmount) private {
        accounted += usdcAmount;
        if (msg.sender == owner()) {
            _accept(channelId, msg.sender, usdcAmount);
        } else {
            _requireWholeCredits(usdcAmount);
            pendingOf[channelId][msg.sender] += usdcAmount;
            emit DepositPending(channelId, msg.sender, usdcAmount);
        }
        uint256 before = usdc.balanceOf(address(this));
        usdc.safeTransferFrom(msg.sender, address(this), usdcAmount);
        _requireReceived(before, usdcAmount);
    }

    /// Makes money that is accounted for already a deposit of `payer` in the channel.
    function _accept(bytes32 channelId, address payer, uint256 usdcAmount) private {
        _requireWholeCredits(usdcAmount);
        Channel storage channel = _channels[channelId];
        uint256 credits = usdcAmount / UNITS_PER_CREDIT;
        if (channel.state == State.None) {
            channel.state = State.Open;
            channel.openedAt = uint40(block.timestamp);
            emit Deposited(channelId, payer, usdcAmount, credits);
        } else {
            if (channel.state != State.Open) revert ChannelNotOpen(channelId);
            if (block.timestamp >= channel.openedAt + MAX_LIFETIME) revert ChannelExpired(channelId);
            emit ToppedUp(channelId, payer, usdcAmount, credits);
        }
        uint96 amount = usdcAmount.toUint96();
        channel.deposited += amount;
        channel.remaining += amount;
        channel.refundable += amount;
        channel.lastActivity = uint40(block.timestamp);
        refundableOf[channelId][payer] += usdcAmount;
    }

    /// Pays, or, where the token refuses (a blacklisted agent), leaves the money for `claim`: one agent cannot stop
    /// the others' settlement. Effects are done before; callers are not re-entrant.
    function _payOut(bytes32 channelId, address agent, uint256 amount) private {
        if (amount == 0) return;
        if (_tryTransfer(agent, amount)) return;
        claimable[agent] += amount;
        accounted += amount;
        emit PayoutDeferred(channelId, agent, amount);
    }

    /// SafeERC20's rule (no revert, and nothing or true returned), with a limit of gas and of what is copied back.
    function _tryTransfer(address to, uint256 amount) private returns (bool done) {
        address token = address(usdc);
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
        assembly ("memory-safe") {
            mstore(0, 1)
            done := call(PAYOUT_GAS, token, 0, add(data, 32), mload(data), 0, 32)
            // No answer leaves the 1; of an answer only a whole word that is 1 counts.
            done := and(done, and(eq(mload(0), 1), or(iszero(returndatasize()), gt(returndatasize(), 31))))
        }
    }

    function _usePayment(address payer, bytes32 paymentId) private {
        if (paymentUsed[payer][paymentId]) revert PaymentAlreadyUsed(payer, paymentId);
        paymentUsed[payer][paymentId] = true;
    }

    function _openChannel(bytes32 channelId) private view returns (Channel storage channel) {
        channel = _channels[channelId];
        if (channel.state != State.Open) revert ChannelNotOpen(channelId);
    }

    function _emergencyAvailableAt(Channel storage channel) private view returns (uint256) {
        uint256 inactive = channel.lastActivity + EMERGENCY_TIMEOUT;
        uint256 old = channel.openedAt + MAX_LIFETIME;
        return inactive < old ? inactive : old;
    }

    function _requireProof(bytes32 digest, bytes calldata proof) private view {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, proof);
        if (failure != ECDSA.RecoverError.NoError || signer != settler) revert WrongProof();
    }

    function _requireAgent(address agent) private view {
        if (agent == address(0) || agent == address(this) || agent == address(usdc)) revert BadAgent(agent);
    }

    function _requireUnassigned(uint256 usdcAmount) private view {
        uint256 available = unassigned();
        if (usdcAmount > available) revert NotEnoughUnassigned(usdcAmount, available);
    }

    function _requireReceived(uint256 balanceBefore, uint256 usdcAmount) private view {
        uint256 received = usdc.balanceOf(address(this)) - balanceBefore;
        if (received != usdcAmount) revert UnexpectedAmount(usdcAmount, received);
    }

    function _requireWholeCredits(uint256 usdcAmount) private pure {
        if (usdcAmount == 0) revert ZeroAmount();
        if (usdcAmount % UNITS_PER_CREDIT != 0) revert NotWholeCredits(usdcAmount);
    }
}
