<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>Appearance</name>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>High</source>
        <translation>높음</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>넉넉하게</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>촘촘하게</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
</context>
<context>
    <name>ChartTable</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The console is not connected to the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same request was sent before with other contents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same request is still being worked on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine&apos;s answer could not be read: it may be of another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are signed out. Sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role may not see this. An admin can grant it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such thing any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no longer available.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request was too large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests at once. Wait a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine failed while it worked on this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This engine cannot do that. It may be older than the console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server that the engine depends on failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine or its database is not available right now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outcome is unknown and is being checked. Nothing is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in %1.</source>
        <extracomment>after a sentence; %1 is a duration</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine refused this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine refused this console&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s certificate changed. Compare it before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterQuery</name>
    <message>
        <source>A comparison cannot be excluded; turn it round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A value is missing after %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not take the value %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no field %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a field, a colon and a value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pp</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FunnelView</name>
    <message>
        <source>Has not paid over A2A after its first MCP call.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>Database does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk almost full: %1 GB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ingest %1 behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin of %1 does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 origins do not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1 of %2 ends in %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaletteContent</name>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
</context>
<context>
    <name>PerformancePage</name>
    <message>
        <source>No requests in this span.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PricePanel</name>
    <message>
        <source>No price is known.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RangePicker</name>
    <message>
        <source>Last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>observer</source>
        <translation>참관자</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>운영자</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>관리자</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>소유자</translation>
    </message>
</context>
<context>
    <name>StateAgent</name>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its first call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregistered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateAlertRule</name>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateAttempt</name>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broadcast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateBatchChannel</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payer withdraws, claim within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payer withdraws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claiming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateChain</name>
    <message>
        <source>In sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind %1 blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finality late %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finality late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 RPCs down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RPCs down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateChannel</name>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateChurn</name>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished">높음</translation>
    </message>
</context>
<context>
    <name>StateConnection</name>
    <message>
        <source>Live</source>
        <translation type="unfinished">실시간</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline, next try %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateEndpoint</name>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateEscrowCheck</name>
    <message>
        <source>Agrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateHold</name>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Posted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Released</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateKey</name>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old key works %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old key works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateMessage</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delayed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redriving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateMilestone</name>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered, approves itself in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatePayout</name>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough funds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown, checking</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateQueue</name>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flowing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished">일시정지</translation>
    </message>
    <message>
        <source>Draining, %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draining</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateRevenue</name>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateSeverity</name>
    <message>
        <source>Info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateSubmission</name>
    <message>
        <source>Submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Winner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slashed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateTask</name>
    <message>
        <source>%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, %1 lines refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, some refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateTopic</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final vote, %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final vote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Winner differs from tally</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateUser</name>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No two-factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateWallet</name>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gas for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gas is low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused, out of gas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished">일시정지</translation>
    </message>
</context>
<context>
    <name>StateWithdrawal</name>
    <message>
        <source>Requested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mined %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown, checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reorganised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TasksTray</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Close</source>
        <translation type="unfinished">닫기</translation>
    </message>
</context>
<context>
    <name>bursar::models</name>
    <message>
        <source>Too little is known yet to reckon what a customer is worth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is in no country database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for payment; none came with this request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No payment came with this request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USDC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tool was named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request named no customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No payment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent with a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent sent no version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain HTTP.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::models::AgentModel</name>
    <message>
        <source>No call yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No category.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::models::EventSocket</name>
    <message>
        <source>The server no longer answers.</source>
        <translation>서버가 더 이상 응답하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::models::KeyStore</name>
    <message>
        <source>Key kept in the system keychain.</source>
        <translation>키를 시스템 키체인에 보관했습니다.</translation>
    </message>
    <message>
        <source>Key kept in a file that only you can read: %1</source>
        <translation>키를 본인만 읽을 수 있는 파일에 보관했습니다: %1</translation>
    </message>
</context>
<context>
    <name>bursar::models::RemoteSession</name>
    <message>
        <source>The server shows another certificate than before.</source>
        <translation>서버가 이전과 다른 인증서를 제시합니다.</translation>
    </message>
    <message>
        <source>This is not the address of a server.</source>
        <translation>서버 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>Plain HTTP is only for this machine: use https.</source>
        <translation>암호화하지 않은 HTTP는 이 컴퓨터에서만 쓸 수 있습니다. https를 사용하세요.</translation>
    </message>
    <message>
        <source>The server is older than this console: some things may be missing.</source>
        <translation>서버가 이 콘솔보다 오래된 버전이라 일부 기능이 없을 수 있습니다.</translation>
    </message>
    <message>
        <source>The server answers slowly.</source>
        <translation>서버 응답이 느립니다.</translation>
    </message>
</context>
<context>
    <name>bursar::models::ServerList</name>
    <message>
        <source>Certificate pinned: SHA-256 %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::models::ServerProbe</name>
    <message>
        <source>The server is not ready yet.</source>
        <translation>서버가 아직 준비되지 않았습니다.</translation>
    </message>
    <message>
        <source>Something answers there, but it is not Bursar.</source>
        <translation>응답은 있지만 Bursar가 아닙니다.</translation>
    </message>
    <message>
        <source>No answer within 8 seconds.</source>
        <translation>8초 안에 응답이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::models::ServerProfiles</name>
    <message>
        <source>Production</source>
        <translation>운영</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>스테이징</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
</context>
<context>
    <name>bursar::models::SettingsModel</name>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, after restart</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui</name>
    <message>
        <source>Agent</source>
        <translation type="unfinished">에이전트</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished">고객</translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished">키</translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no tool named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no version sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed: as the agents reported it; not checked on a chain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified: only payments that were found on a chain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated: made up by the demo; no money moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All agents</source>
        <translation type="unfinished">모든 에이전트</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished">%1 %2/s {1 ?}</translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous period: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated: made up by the demo. No figure here is real.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished">기간</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished">범위</translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by Bursar. Days are UTC days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page (*.html);;PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Churn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LTV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the id begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country, or unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests: &gt;100, 10..50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue in USDC: &gt;10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of failed requests: &gt;5%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Churned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The top 10 % by revenue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen within 7 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known for more than 7 days and seen within them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seen for 7 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid at least once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody who ever called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First MCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First A2A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished">요청</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished">결제</translation>
    </message>
    <message>
        <source>Payment state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status code or class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency in ms: &gt;800, 200..500, p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the entry came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key, by its id or prefix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request id, whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transaction hash, whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished">주소</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Performance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished">설정</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">이름</translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::AgentInspector</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished">에이전트</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keys are refused everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its first call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ends by itself when the first request arrives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No call yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SDK connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No SDK has reported in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No wallet was proven.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No origin was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activate again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregister…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregister %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All its keys stop. Its history stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only its proven wallet or the desk can register it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregister agent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::AppearanceForm</name>
    <message>
        <source>Theme</source>
        <translation type="unfinished">테마</translation>
    </message>
    <message>
        <source>System follows the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished">밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished">어둡게</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished">글자 크기</translation>
    </message>
    <message>
        <source>Everything grows with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact rows show a quarter more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation type="unfinished">넉넉하게</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished">촘촘하게</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished">대비</translation>
    </message>
    <message>
        <source>High draws every edge in full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished">보통</translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished">높음</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation type="unfinished">움직임</translation>
    </message>
    <message>
        <source>Off: panes open at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished">끄기</translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U switches anywhere. Days on charts stay UTC days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local</source>
        <translation type="unfinished">로컬</translation>
    </message>
</context>
<context>
    <name>bursar::ui::Avatar</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
</context>
<context>
    <name>bursar::ui::Banner</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::BenchmarkView</name>
    <message>
        <source>Volume %1 · reliability %2 · customers %3 · latency %4, each of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaderboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents with a category are ranked here every five minutes. Give an agent a category when it is registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 agents, all time, reckoned %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no active agent in this category</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CertificateDialog</name>
    <message>
        <source>Compare certificates</source>
        <translation>인증서 비교</translation>
    </message>
    <message>
        <source>The server shows another certificate than the one you trusted. It may have been renewed, or somebody else answers in its place. Nothing has been sent.</source>
        <translation>서버가 이전에 신뢰한 것과 다른 인증서를 제시합니다. 갱신되었거나 다른 누군가가 대신 응답하는 것일 수 있습니다. 아무것도 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Trusted until now</source>
        <translation>지금까지 신뢰한 인증서</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>제시되지 않음</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>지금 제시된 인증서</translation>
    </message>
    <message>
        <source>%1, issued by %2</source>
        <translation>%1, 발급자 %2</translation>
    </message>
    <message>
        <source>Ask the keeper of the server for the fingerprint, on another way than this one.</source>
        <translation>서버 관리자에게 이 연결이 아닌 다른 경로로 지문을 확인하세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Trust the new certificate</source>
        <translation>새 인증서 신뢰</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>서버가 응답하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChartLegend</name>
    <message>
        <source>Legend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click hides %1; Alt+click shows it alone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CohortMap</name>
    <message>
        <source>Cohort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 %3
%4 of %5 came back, %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still being filled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CohortView</name>
    <message>
        <source>Who came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%, by month of the first request, UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers appear here by the month they first called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 customers (%3) were seen within the last 30 days. The hatched month is not over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation type="unfinished">검색 또는 명령 실행</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ConfirmDialog</name>
    <message>
        <source>Cannot be undone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason (goes to the audit log)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ConsoleApp</name>
    <message>
        <source>starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is now pinned.</source>
        <translation>서버 인증서를 고정했습니다.</translation>
    </message>
    <message>
        <source>The key could not be kept: it is asked for next time.</source>
        <translation>키를 보관하지 못했습니다. 다음에 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Running demo</source>
        <translation>실행 중인 데모</translation>
    </message>
    <message>
        <source>Running engine</source>
        <translation>실행 중인 엔진</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ConsoleFrame</name>
    <message>
        <source>Insight</source>
        <translation>인사이트</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>자금</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>운영</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>표에서</translation>
    </message>
    <message>
        <source>Open in the inspector</source>
        <translation>상세 창에서 열기</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>별도 창에서 열기</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Select all that match</source>
        <translation>일치하는 항목 모두 선택</translation>
    </message>
    <message>
        <source>Ctrl+A</source>
        <translation>Ctrl+A</translation>
    </message>
    <message>
        <source>First and last row</source>
        <translation>첫 행과 마지막 행</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>검색 또는 명령 실행</translation>
    </message>
    <message>
        <source>All shortcuts</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>Go to the filter</source>
        <translation>필터로 이동</translation>
    </message>
    <message>
        <source>Pause live, or go on</source>
        <translation>실시간 일시정지 또는 계속</translation>
    </message>
    <message>
        <source>Switch between UTC and local time</source>
        <translation>UTC와 현지 시간 전환</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>창의 다음 부분</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>창의 이전 부분</translation>
    </message>
    <message>
        <source>Fold the rail, or unfold it</source>
        <translation>메뉴 접기 또는 펼치기</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Pause live</source>
        <translation>실시간 일시정지</translation>
    </message>
    <message>
        <source>Go on live</source>
        <translation>실시간 계속</translation>
    </message>
    <message>
        <source>Change the time range</source>
        <translation>기간 변경</translation>
    </message>
    <message>
        <source>Open this page in a window of its own</source>
        <translation>이 페이지를 별도 창에서 열기</translation>
    </message>
    <message>
        <source>Unfold the rail</source>
        <translation>메뉴 펼치기</translation>
    </message>
    <message>
        <source>Fold the rail</source>
        <translation>메뉴 접기</translation>
    </message>
    <message>
        <source>Show what needs you</source>
        <translation>확인이 필요한 항목 보기</translation>
    </message>
    <message>
        <source>Show tasks</source>
        <translation>작업 보기</translation>
    </message>
    <message>
        <source>Other servers…</source>
        <translation>다른 서버…</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>다시 연결</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>연결 끊기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ConsoleSession</name>
    <message>
        <source>Offline. Next try %1.</source>
        <translation>연결이 끊겼습니다. 다음 시도 %1.</translation>
    </message>
    <message>
        <source>Offline.</source>
        <translation>연결이 끊겼습니다.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
    <message>
        <source>The server refused the key. %1</source>
        <translation>서버가 키를 거부했습니다. %1</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>키 변경…</translation>
    </message>
    <message>
        <source>The server&apos;s certificate changed. Nothing is sent until you compare it.</source>
        <translation>서버 인증서가 바뀌었습니다. 비교할 때까지 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>비교…</translation>
    </message>
    <message>
        <source>The database does not answer. The engine restarts it.</source>
        <translation>데이터베이스가 응답하지 않아 엔진이 다시 시작합니다.</translation>
    </message>
    <message>
        <source>Less than 512 MB are free. Writes are refused until there is room.</source>
        <translation>남은 공간이 512 MB 미만입니다. 공간이 생길 때까지 쓰기를 거부합니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerActivity</name>
    <message>
        <source>By day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request in %1 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request named a tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 UTC days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerExport</name>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerInspector</name>
    <message>
        <source>Growing: more than the week before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falling: less than the week before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steady</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the id that the agent sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by its x402 payer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by a header of its requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by its network address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished">고객</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the engine sent it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known %1 · first seen %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High churn risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium churn risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low churn risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too new to tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LTV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over %1 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request named a tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished">주소 복사</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerList</name>
    <message>
        <source>Add a filter   /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers appear here with their first request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 customers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomersPage</name>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Funnel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save segment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this segment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list shows no saved segment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments are saved in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a filter first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is saved already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export these customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 customers written to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
</context>
<context>
    <name>bursar::ui::DataTable</name>
    <message>
        <source>%1 of about %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows as JSON</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::EngineCard</name>
    <message>
        <source>Look around</source>
        <translation>둘러보기</translation>
    </message>
    <message>
        <source>Work on this machine</source>
        <translation>이 컴퓨터에서 작업</translation>
    </message>
    <message>
        <source>90 days of simulated calls and payments. None of it is real.</source>
        <translation>90일치 시뮬레이션 호출과 결제입니다. 실제 데이터가 아닙니다.</translation>
    </message>
    <message>
        <source>Engine and database run inside this window.</source>
        <translation>엔진과 데이터베이스가 이 창 안에서 실행됩니다.</translation>
    </message>
    <message>
        <source>Open demo</source>
        <translation>데모 열기</translation>
    </message>
    <message>
        <source>Open local</source>
        <translation>로컬 열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Connect to it</source>
        <translation>여기에 연결</translation>
    </message>
    <message>
        <source>● An engine already runs on this data, agents reach it at %1</source>
        <translation>● 이 데이터로 엔진이 이미 실행 중입니다. 에이전트 접속 주소 %1</translation>
    </message>
    <message>
        <source>Another process holds this data. Connect to it instead.</source>
        <translation>다른 프로세스가 이 데이터를 사용 중입니다. 대신 그 엔진에 연결하세요.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FailureStrip</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::FilterBar</name>
    <message>
        <source>Saved filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget a saved filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::FilterCompleter</name>
    <message>
        <source>used before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::FirstSteps</name>
    <message>
        <source>This engine takes in no requests over the network; turn listening on in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key is made in Registry: register an agent, or open one and add a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first call…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::Funnel</name>
    <message>
        <source>nobody got here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::FunnelView</name>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From MCP to paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way of customers from MCP to A2A to a payment appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customers in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journeys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>customers of both protocols; who paid first, then by revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody used both MCP and A2A in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called over MCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then over A2A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over MCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over A2A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over any protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MCP to A2A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A2A to paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MCP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A2A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in these days.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::HealthPanel</name>
    <message>
        <source>Without error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Excellent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health score of 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against the %2 before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::HistogramStrip</name>
    <message>
        <source>Time strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ImportDialog</name>
    <message>
        <source>Import an access log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">닫기</translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows were taken away again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apache, nginx or JSON lines; plain or gzip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The requests belong to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
    <message>
        <source>This file is imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until this is done, or cancel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an agent and a file first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">닫기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::KeyPanel</name>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this key did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut now: the old key stops at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlap 24 h: both work until then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators manage keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a key first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is revoked already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, so that you know it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may ingest and read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old key works for %1 h more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old key has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever uses this key is refused within a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A revoked key cannot be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::LatencyMap</name>
    <message>
        <source>%1
%2 to %3: %4 requests</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::LiveTicker</name>
    <message>
        <source>Newest requests</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::LogExport</name>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::LogInspector</name>
    <message>
        <source>%1 of %2 bytes kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished">요청</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid but not served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 claimed, no answer delivered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked to pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The caller did not pay with this request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of arrival</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry had no usable time of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished">에이전트</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished">고객</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation type="unfinished">결제</translation>
    </message>
    <message>
        <source>Payment state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>City</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished">주소</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished">키</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished">배치</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No headers were kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and payment signatures are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied without keys and signatures.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::LogsPage</name>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a filter   /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request of your agents appears here. There is none in this span.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators import logs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export these requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MovedPanel</name>
    <message>
        <source>What moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the latest spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing moved between these spans. Drag over a chart to compare others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 against %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::NeedsStrip</name>
    <message>
        <source>Needs you</source>
        <translation type="unfinished">확인 필요</translation>
    </message>
</context>
<context>
    <name>bursar::ui::NewRowsChip</name>
    <message>
        <source>%1 new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::NoticeList</name>
    <message>
        <source>Needs you</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>J and K walk</source>
        <translation>J, K로 이동</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>확인할 항목이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::OverviewPage</name>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No requests in this span.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · gap %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>previous (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requests per %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by requests, %1 in all · revenue %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to pay, not paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bursar overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue by tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request of this span was paid for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue by tool appears here with the first paid request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic by status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished">실시간</translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request appears here as it comes in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished">에이전트</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::PageHeader</name>
    <message>
        <source>More actions</source>
        <translation>추가 작업</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PageWindow</name>
    <message>
        <source>Everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Go to the filter</source>
        <translation>필터로 이동</translation>
    </message>
    <message>
        <source>Pause live, or go on</source>
        <translation>실시간 일시정지 또는 계속</translation>
    </message>
    <message>
        <source>Switch between UTC and local time</source>
        <translation>UTC와 현지 시간 전환</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>창 닫기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PaletteContent</name>
    <message>
        <source>Show all agents</source>
        <translation>모든 에이전트 보기</translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation>%1만 보기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PaletteList</name>
    <message>
        <source>Go to</source>
        <translation type="unfinished">이동</translation>
    </message>
    <message>
        <source>Do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::PerformancePage</name>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vs busiest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request was timed in this span.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 timeouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No requests in this span.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p99</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of each %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requests by time and latency, per %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>revenue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The busiest version: the others are compared with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors against the busiest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bursar performance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Performance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times and errors appear here with the first request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowest requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::PricePanel</name>
    <message>
        <source>High</source>
        <translation type="unfinished">높음</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the price of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the price of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the price of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is expected to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tool was paid for yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::Rail</name>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
</context>
<context>
    <name>bursar::ui::RangePicker</name>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with previous period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a time such as 2025-11-20 08:00, 08:00, -3h or now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end must be after the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning lies in the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept from before %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::RegisterDialog</name>
    <message>
        <source>Register an agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">이름</translation>
    </message>
    <message>
        <source>Search bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id, made from the name when empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin, where it answers (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open: business intelligence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lite: and escrow channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
    <message>
        <source>Register agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name or an id.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::RegistryPage</name>
    <message>
        <source>Registry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deregistered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find by name or id   /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your agents appear here. Register one, and send its requests with the key that is shown once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register agent…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators register agents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent sends its requests with this key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::RevenuePage</name>
    <message>
        <source>Revenue, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per paying customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has paid yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over %1 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paying customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customers in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month on month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier month to compare with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last whole month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never applied by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, whole UTC days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; assets are never added up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assets have no common sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier period.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This period is not over yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, all time, UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payments; found on a chain: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bursar revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split revenue by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By asset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revenue appears here with the first paid request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prices are set per agent. Choose one to see a suggestion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tool has earned anything yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was paid for in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished">고객</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top payers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody paid in these days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Periods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No period has revenue yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the course as CSV</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::SaveSegmentDialog</name>
    <message>
        <source>Save this segment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">이름</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">취소</translation>
    </message>
    <message>
        <source>Save segment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This replaces the one of the same name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ScopePicker</name>
    <message>
        <source>All agents</source>
        <translation>모든 에이전트</translation>
    </message>
    <message>
        <source>Find an agent</source>
        <translation>에이전트 찾기</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>에이전트</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SearchField</name>
    <message>
        <source>Search or run a command</source>
        <translation>검색 또는 명령 실행</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SecretDialog</name>
    <message>
        <source>It is shown once and cannot be read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. The clipboard is cleared in 60 s.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::SegmentPicker</name>
    <message>
        <source>Segment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ServerDelegate</name>
    <message>
        <source>looking…</source>
        <translation>확인 중…</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>certificate changed</source>
        <translation>인증서 변경됨</translation>
    </message>
    <message>
        <source>last used %1</source>
        <translation>마지막 사용 %1</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ServerDialog</name>
    <message>
        <source>Save a server</source>
        <translation>서버 저장</translation>
    </message>
    <message>
        <source>Change a server</source>
        <translation>서버 변경</translation>
    </message>
    <message>
        <source>As it stands on the frame</source>
        <translation>창에 표시될 이름</translation>
    </message>
    <message>
        <source>Leave empty to keep the present key</source>
        <translation>비워 두면 현재 키를 유지합니다</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 키</translation>
    </message>
    <message>
        <source>The key is kept in the system keychain.</source>
        <translation>키는 시스템 키체인에 보관합니다.</translation>
    </message>
    <message>
        <source>No system keychain answers: the key is kept in a file that only you can read.</source>
        <translation>시스템 키체인이 응답하지 않아 키를 본인만 읽을 수 있는 파일에 보관합니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>저장하고 연결</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>%1 확인 중…</translation>
    </message>
    <message>
        <source>✓ Bursar %1 answers in %2</source>
        <translation>✓ Bursar %1 응답, %2</translation>
    </message>
    <message>
        <source>Certificate of %1, issued by %2</source>
        <translation>인증서 %1, 발급자 %2</translation>
    </message>
    <message>
        <source>No authority of this system vouches for this certificate. Compare it with the server&apos;s keeper:</source>
        <translation>이 시스템의 어떤 인증 기관도 이 인증서를 보증하지 않습니다. 서버 관리자와 비교하세요:</translation>
    </message>
    <message>
        <source>Type the server&apos;s address.</source>
        <translation>서버 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>This is not the address of a server.</source>
        <translation>서버 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>Plain HTTP is only for this machine: use https.</source>
        <translation>암호화하지 않은 HTTP는 이 컴퓨터에서만 쓸 수 있습니다. https를 사용하세요.</translation>
    </message>
    <message>
        <source>Type or paste an API key of yours.</source>
        <translation>본인의 API 키를 입력하거나 붙여 넣으세요.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ServersCard</name>
    <message>
        <source>Connect to a server</source>
        <translation>서버에 연결</translation>
    </message>
    <message>
        <source>+ New</source>
        <translation>+ 추가</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Filter servers</source>
        <translation>서버 필터</translation>
    </message>
    <message>
        <source>Saved servers</source>
        <translation>저장된 서버</translation>
    </message>
    <message>
        <source>No server is saved yet. A server is a bursard that runs elsewhere; you need its address and an API key of yours.</source>
        <translation>저장된 서버가 없습니다. 서버는 다른 곳에서 실행되는 bursard입니다. 주소와 본인의 API 키가 필요합니다.</translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation>먼저 서버를 선택하세요.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>비교…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>편집…</translation>
    </message>
    <message>
        <source>Forget this server</source>
        <translation>이 서버 삭제</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SettingEditor</name>
    <message>
        <source>Save for the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>write-only: type a new value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished">환경</translation>
    </message>
    <message>
        <source>Overridden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file&apos;s value counts only when neither the environment nor an option sets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In force after the engine&apos;s next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be an integer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be between %1 and %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the default.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::SettingsPage</name>
    <message>
        <source>kept in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished">설정</translation>
    </message>
    <message>
        <source>This console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished">엔진</translation>
    </message>
    <message>
        <source>Only admins and owners change settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no line to the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is written. It is in force after the engine&apos;s next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::SimulatedChip</name>
    <message>
        <source>Simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These numbers are simulated; nothing here is real.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::SpanActions</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What moved?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::Sparkline</name>
    <message>
        <source>%1 values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::StartScreen</name>
    <message>
        <source>This program is the console alone. The complete Bursar brings the engine along.</source>
        <translation>이 프로그램은 콘솔만 들어 있습니다. 전체 Bursar에는 엔진이 포함됩니다.</translation>
    </message>
    <message>
        <source>Language: %1</source>
        <translation>언어: %1</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게 또는 어둡게</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면 설정</translation>
    </message>
    <message>
        <source>Where you left: %1</source>
        <translation>마지막 위치: %1</translation>
    </message>
</context>
<context>
    <name>bursar::ui::StatCard</name>
    <message>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::StatusBar</name>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Waiting for the engine&apos;s first answer</source>
        <translation>엔진의 첫 응답을 기다리는 중</translation>
    </message>
    <message>
        <source>Engine %1</source>
        <translation>엔진 %1</translation>
    </message>
    <message>
        <source>Running since %1</source>
        <translation>%1부터 실행 중</translation>
    </message>
    <message>
        <source>Agents reach the engine at %1</source>
        <translation>에이전트 접속 주소 %1</translation>
    </message>
    <message>
        <source>Database %1</source>
        <translation>데이터베이스 %1</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Ingest %1/s</source>
        <translation>수집 %1/s</translation>
    </message>
    <message>
        <source>%1, lag %2</source>
        <translation>%1, 지연 %2</translation>
    </message>
    <message>
        <source>Requests taken in per second. Figures are %1 behind; %2 entries wait to be written.</source>
        <translation>초당 수집한 요청 수입니다. 집계 지연 %1, 기록 대기 %2건.</translation>
    </message>
    <message>
        <source>1 task</source>
        <translation>작업 1개</translation>
    </message>
    <message>
        <source>%1 tasks</source>
        <translation>작업 %1개</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>작업 완료</translation>
    </message>
    <message>
        <source>Show the tasks tray</source>
        <translation>작업 목록 보기</translation>
    </message>
    <message>
        <source>All times are in this zone. U switches between UTC and local.</source>
        <translation>모든 시간은 이 시간대로 표시합니다. U 키로 UTC와 현지 시간을 전환합니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TableHeader</name>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::TaskWatch</name>
    <message>
        <source>%1 %2/s</source>
        <translation>%1 %2/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 남음</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TasksTray</name>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::TimeChart</name>
    <message>
        <source>Chart menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still being filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::TopBar</name>
    <message>
        <source>Scope</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>확인 필요</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>모든 에이전트</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>New data appears by itself. P pauses.</source>
        <translation>새 데이터가 자동으로 나타납니다. P 키로 일시정지합니다.</translation>
    </message>
    <message>
        <source>What is shown stands still. P goes on.</source>
        <translation>화면이 멈춰 있습니다. P 키로 계속합니다.</translation>
    </message>
    <message>
        <source>Everything here is made up by the simulator. Exports and receipts say so.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>bursar::ui::Workspace</name>
    <message>
        <source>No such page</source>
        <translation>없는 페이지</translation>
    </message>
    <message>
        <source>Your role may not see this page. An admin of this server can grant it.</source>
        <translation>현재 역할로는 이 페이지를 볼 수 없습니다. 이 서버의 관리자가 권한을 줄 수 있습니다.</translation>
    </message>
    <message>
        <source>This console has no page of that name. It may be from a newer version.</source>
        <translation>이 콘솔에 그런 이름의 페이지가 없습니다. 더 새로운 버전의 페이지일 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>The engine sent an amount that cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request was timed in this span.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request named no customer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
