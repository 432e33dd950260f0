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
        <translation>시각</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The console is not connected to the engine.</source>
        <translation>콘솔이 엔진에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The same request was sent before with other contents.</source>
        <translation>같은 요청을 이전에 다른 내용으로 보냈습니다.</translation>
    </message>
    <message>
        <source>The same request is still being worked on.</source>
        <translation>같은 요청을 아직 처리하고 있습니다.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer could not be read: it may be of another version.</source>
        <translation>엔진의 응답을 읽을 수 없습니다. 버전이 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>You are signed out. Sign in again.</source>
        <translation>로그아웃되었습니다. 다시 로그인하세요.</translation>
    </message>
    <message>
        <source>Your role may not see this. An admin can grant it.</source>
        <translation>현재 역할로는 볼 수 없습니다. 관리자가 권한을 줄 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no such thing any more.</source>
        <translation>더 이상 존재하지 않는 항목입니다.</translation>
    </message>
    <message>
        <source>The engine did not answer in time.</source>
        <translation>엔진이 제시간에 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>This is no longer available.</source>
        <translation>더 이상 제공되지 않습니다.</translation>
    </message>
    <message>
        <source>The request was too large.</source>
        <translation>요청이 너무 큽니다.</translation>
    </message>
    <message>
        <source>Too many requests at once. Wait a moment.</source>
        <translation>요청이 한꺼번에 너무 많습니다. 잠시 기다리세요.</translation>
    </message>
    <message>
        <source>The engine failed while it worked on this.</source>
        <translation>엔진이 처리하던 중 실패했습니다.</translation>
    </message>
    <message>
        <source>This engine cannot do that. It may be older than the console.</source>
        <translation>이 엔진에서는 할 수 없습니다. 콘솔보다 오래된 버전일 수 있습니다.</translation>
    </message>
    <message>
        <source>A server that the engine depends on failed.</source>
        <translation>엔진이 의존하는 서버가 실패했습니다.</translation>
    </message>
    <message>
        <source>The engine or its database is not available right now.</source>
        <translation>지금은 엔진 또는 데이터베이스를 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The outcome is unknown and is being checked. Nothing is sent again.</source>
        <translation>결과를 알 수 없어 확인하고 있습니다. 다시 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Try again in %1.</source>
        <extracomment>after a sentence; %1 is a duration</extracomment>
        <translation>%1 후에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The engine refused this.</source>
        <translation>엔진이 거부했습니다.</translation>
    </message>
    <message>
        <source>Connecting to the engine.</source>
        <translation>엔진에 연결하고 있습니다.</translation>
    </message>
    <message>
        <source>The engine refused this console&apos;s key.</source>
        <translation>엔진이 이 콘솔의 키를 거부했습니다.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate changed. Compare it before you go on.</source>
        <translation>서버 인증서가 바뀌었습니다. 계속하기 전에 비교하세요.</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>FilterQuery</name>
    <message>
        <source>A comparison cannot be excluded; turn it round.</source>
        <translation>비교 조건은 제외할 수 없습니다. 부등호를 반대로 바꾸세요.</translation>
    </message>
    <message>
        <source>A value is missing after %1:</source>
        <translation>%1: 뒤에 값이 없습니다.</translation>
    </message>
    <message>
        <source>%1 does not take the value %2.</source>
        <translation>%1 필드에 쓸 수 없는 값입니다: %2</translation>
    </message>
    <message>
        <source>There is no field %1.</source>
        <translation>없는 필드입니다: %1</translation>
    </message>
    <message>
        <source>Write a field, a colon and a value.</source>
        <translation>필드, 콜론, 값 순서로 입력하세요.</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 ago</source>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 후</translation>
    </message>
    <message>
        <source>pp</source>
        <translation>%p</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>Database does not answer</source>
        <translation>데이터베이스 응답 없음</translation>
    </message>
    <message>
        <source>Disk almost full: %1 GB free</source>
        <translation>디스크 공간 부족: 여유 %1 GB</translation>
    </message>
    <message>
        <source>Ingest %1 behind</source>
        <translation>수집 지연 %1</translation>
    </message>
    <message>
        <source>Origin of %1 does not answer</source>
        <translation>오리진 응답 없음: %1</translation>
    </message>
    <message>
        <source>%1 origins do not answer</source>
        <translation>오리진 %1개 응답 없음</translation>
    </message>
    <message>
        <source>Task failed: %1</source>
        <translation>작업 실패: %1</translation>
    </message>
    <message>
        <source>Key %1 of %2 ends in %3</source>
        <translation>키 만료 임박: %1 (%2), %3 후</translation>
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
    <name>RangePicker</name>
    <message>
        <source>Last 15 minutes</source>
        <translation>최근 15분</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>최근 1시간</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>최근 24시간</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>최근 7일</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>최근 30일</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>최근 90일</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>직접 지정</translation>
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
    <name>TasksTray</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>bursar::models</name>
    <message>
        <source>Too little is known yet to reckon what a customer is worth.</source>
        <translation>고객 가치를 계산하기에는 아직 데이터가 부족합니다.</translation>
    </message>
    <message>
        <source>Nobody is known.</source>
        <translation>식별된 고객이 없습니다.</translation>
    </message>
    <message>
        <source>The address is in no country database.</source>
        <translation>국가 데이터베이스에 없는 주소입니다.</translation>
    </message>
    <message>
        <source>Asked for payment; none came with this request.</source>
        <translation>결제를 요구했으나 이 요청에는 결제가 없었습니다.</translation>
    </message>
    <message>
        <source>No payment came with this request.</source>
        <translation>이 요청에는 결제가 없었습니다.</translation>
    </message>
    <message>
        <source>USDC</source>
        <translation>USDC</translation>
    </message>
    <message>
        <source>No tool was named.</source>
        <translation>도구 이름이 없습니다.</translation>
    </message>
    <message>
        <source>The request named no customer.</source>
        <translation>요청에 고객 정보가 없습니다.</translation>
    </message>
    <message>
        <source>No payment.</source>
        <translation>결제가 없습니다.</translation>
    </message>
    <message>
        <source>Not sent with a key.</source>
        <translation>키 없이 보낸 요청입니다.</translation>
    </message>
    <message>
        <source>The agent sent no version.</source>
        <translation>에이전트가 버전을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Plain HTTP.</source>
        <translation>일반 HTTP입니다.</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 후</translation>
    </message>
    <message>
        <source>due</source>
        <translation>기한 됨</translation>
    </message>
    <message>
        <source>It has no owner.</source>
        <translation>소유자가 없습니다.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>May be negative</source>
        <translation>음수 가능</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>한도</translation>
    </message>
    <message>
        <source>No rule but that it may not be overdrawn.</source>
        <translation>초과 인출할 수 없다는 것 외에 규칙이 없습니다.</translation>
    </message>
    <message>
        <source>It moves nothing.</source>
        <translation>이동하는 금액이 없습니다.</translation>
    </message>
    <message>
        <source>%1 owners</source>
        <translation>소유자 %1</translation>
    </message>
    <message>
        <source>Account opened</source>
        <translation>계정 개설</translation>
    </message>
    <message>
        <source>Rules changed</source>
        <translation>규칙 변경</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>이체</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Hold posted</source>
        <translation>보류 기장</translation>
    </message>
    <message>
        <source>Hold released</source>
        <translation>보류 해제</translation>
    </message>
    <message>
        <source>Hold expired</source>
        <translation>보류 만료</translation>
    </message>
    <message>
        <source>No cause was named.</source>
        <translation>원인이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>No memo.</source>
        <translation>메모가 없습니다.</translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation>종료되었습니다.</translation>
    </message>
    <message>
        <source>It stays until it is posted or released.</source>
        <translation>기장되거나 해제될 때까지 유지됩니다.</translation>
    </message>
    <message>
        <source>It is still held.</source>
        <translation>아직 보류 중입니다.</translation>
    </message>
    <message>
        <source>Nothing was posted.</source>
        <translation>기장된 금액이 없습니다.</translation>
    </message>
    <message>
        <source>Only the held part changed.</source>
        <translation>보류 금액만 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Nothing is in the way.</source>
        <translation>막는 것이 없습니다.</translation>
    </message>
    <message>
        <source>It is of all.</source>
        <translation>모두의 것입니다.</translation>
    </message>
    <message>
        <source>No transaction yet.</source>
        <translation>아직 거래가 없습니다.</translation>
    </message>
    <message>
        <source>Known to the server that took it, for a while.</source>
        <translation>거래를 받은 서버가 한동안만 알고 있습니다.</translation>
    </message>
    <message>
        <source>client</source>
        <translation>의뢰인</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>제공자</translation>
    </message>
    <message>
        <source>is leaving</source>
        <translation>나가는 중</translation>
    </message>
    <message>
        <source>has left</source>
        <translation>나감</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>정산됨</translation>
    </message>
    <message>
        <source>No role was named.</source>
        <translation>지정된 역할이 없습니다.</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>입금</translation>
    </message>
    <message>
        <source>Top-up</source>
        <translation>충전</translation>
    </message>
    <message>
        <source>No chain transaction is known.</source>
        <translation>알려진 체인 트랜잭션이 없습니다.</translation>
    </message>
    <message>
        <source>It is over.</source>
        <translation>끝났습니다.</translation>
    </message>
    <message>
        <source>No look is planned.</source>
        <translation>예정된 확인이 없습니다.</translation>
    </message>
    <message>
        <source>Settlement</source>
        <translation>정산</translation>
    </message>
    <message>
        <source>Exit</source>
        <translation>퇴장</translation>
    </message>
    <message>
        <source>The engine looks every few seconds.</source>
        <translation>엔진이 몇 초마다 확인합니다.</translation>
    </message>
</context>
<context>
    <name>bursar::models::AgentModel</name>
    <message>
        <source>No call yet.</source>
        <translation>아직 호출이 없습니다.</translation>
    </message>
    <message>
        <source>No category.</source>
        <translation>카테고리가 없습니다.</translation>
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
        <translation>고정된 인증서: SHA-256 %1…</translation>
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
        <translation>설정 안 됨</translation>
    </message>
    <message>
        <source>%1, after restart</source>
        <translation>%1, 다시 시작 후 적용</translation>
    </message>
</context>
<context>
    <name>bursar::ui</name>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 코드</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>no tool named</source>
        <translation>도구 이름 없음</translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation>식별된 고객 없음</translation>
    </message>
    <message>
        <source>no version sent</source>
        <translation>버전 정보 없음</translation>
    </message>
    <message>
        <source>unknown country</source>
        <translation>알 수 없는 국가</translation>
    </message>
    <message>
        <source>no error</source>
        <translation>오류 없음</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>정보 없음</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>오류율</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>p95 지연 시간</translation>
    </message>
    <message>
        <source>claimed</source>
        <translation>미검증</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>검증됨</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>Claimed: as the agents reported it; not checked on a chain.</source>
        <translation>미검증: 에이전트가 보고한 값이며 체인에서 확인하지 않았습니다.</translation>
    </message>
    <message>
        <source>Verified: only payments that were found on a chain.</source>
        <translation>검증됨: 체인에서 확인된 결제만 포함합니다.</translation>
    </message>
    <message>
        <source>Simulated: made up by the demo; no money moved.</source>
        <translation>시뮬레이션: 데모가 만든 값이며 실제로 오간 돈은 없습니다.</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>모든 에이전트</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>작성자 %1</translation>
    </message>
    <message>
        <source>day</source>
        <translation>일</translation>
    </message>
    <message>
        <source>week</source>
        <translation>주</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>분</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1일</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation>이전 %1</translation>
    </message>
    <message>
        <source>Previous period: %1</source>
        <translation>이전 기간: %1</translation>
    </message>
    <message>
        <source>Read at %1</source>
        <translation>조회 시각 %1</translation>
    </message>
    <message>
        <source>Simulated: made up by the demo. No figure here is real.</source>
        <translation>시뮬레이션: 데모가 만든 값입니다. 여기의 모든 수치는 실제가 아닙니다.</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>조회 시각</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>쓰기 실패 %1: %2</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>저장 완료: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Made by Bursar. Days are UTC days.</source>
        <translation>Bursar에서 작성했습니다. 날짜는 UTC 기준입니다.</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>보고서 내보내기</translation>
    </message>
    <message>
        <source>Web page (*.html);;PDF (*.pdf)</source>
        <translation>웹 페이지 (*.html);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Comma-separated (*.csv)</source>
        <translation>쉼표로 구분한 파일 (*.csv)</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>마지막 활동</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>첫 활동</translation>
    </message>
    <message>
        <source>Churn</source>
        <translation>이탈</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>LTV</source>
        <translation>LTV</translation>
    </message>
    <message>
        <source>How the id begins</source>
        <translation>ID의 앞부분</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>이탈 위험</translation>
    </message>
    <message>
        <source>Country, or unknown</source>
        <translation>국가 또는 unknown</translation>
    </message>
    <message>
        <source>Requests: &gt;100, 10..50</source>
        <translation>요청: &gt;100, 10..50</translation>
    </message>
    <message>
        <source>Revenue in USDC: &gt;10</source>
        <translation>USDC 매출: &gt;10</translation>
    </message>
    <message>
        <source>Share of failed requests: &gt;5%</source>
        <translation>실패한 요청의 비율: &gt;5%</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>New</source>
        <translation>신규</translation>
    </message>
    <message>
        <source>Returning</source>
        <translation>재방문</translation>
    </message>
    <message>
        <source>Churned</source>
        <translation>이탈</translation>
    </message>
    <message>
        <source>Paying</source>
        <translation>결제 고객</translation>
    </message>
    <message>
        <source>All customers</source>
        <translation>모든 고객</translation>
    </message>
    <message>
        <source>The top 10 % by revenue.</source>
        <translation>매출 상위 10 % 고객입니다.</translation>
    </message>
    <message>
        <source>First seen within 7 days.</source>
        <translation>첫 활동이 7일 이내인 고객입니다.</translation>
    </message>
    <message>
        <source>Known for more than 7 days and seen within them.</source>
        <translation>첫 활동이 7일보다 오래되었고 최근 7일 안에 활동한 고객입니다.</translation>
    </message>
    <message>
        <source>Not seen for 7 days.</source>
        <translation>7일 동안 활동이 없는 고객입니다.</translation>
    </message>
    <message>
        <source>Paid at least once.</source>
        <translation>한 번 이상 결제한 고객입니다.</translation>
    </message>
    <message>
        <source>Everybody who ever called.</source>
        <translation>한 번이라도 호출한 모든 고객입니다.</translation>
    </message>
    <message>
        <source>First MCP</source>
        <translation>첫 MCP</translation>
    </message>
    <message>
        <source>First A2A</source>
        <translation>첫 A2A</translation>
    </message>
    <message>
        <source>First paid</source>
        <translation>첫 결제</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>St.</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Payment state</source>
        <translation>결제 상태</translation>
    </message>
    <message>
        <source>Part of the path</source>
        <translation>경로의 일부</translation>
    </message>
    <message>
        <source>Status code or class</source>
        <translation>상태 코드 또는 계열</translation>
    </message>
    <message>
        <source>Where the entry came from</source>
        <translation>기록의 출처</translation>
    </message>
    <message>
        <source>Agent version</source>
        <translation>에이전트 버전</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>메서드</translation>
    </message>
    <message>
        <source>Request id, whole</source>
        <translation>요청 ID 전체</translation>
    </message>
    <message>
        <source>Transaction hash, whole</source>
        <translation>트랜잭션 해시 전체</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>IP 주소</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation>오류 유형</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>성능</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>May</source>
        <translation>권한</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>마지막 사용</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>마지막 호출</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>등급</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>카테고리</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>등록일</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>설정 항목</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>gateway</source>
        <translation>게이트웨이</translation>
    </message>
    <message>
        <source>import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>simulator</source>
        <translation>시뮬레이터</translation>
    </message>
    <message>
        <source>The engine sent an amount that cannot be read: %1</source>
        <translation>엔진이 보낸 금액을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>No request was timed in this span.</source>
        <translation>이 기간에 시간이 측정된 요청이 없습니다.</translation>
    </message>
    <message>
        <source>The request named no customer.</source>
        <translation>요청에 고객 정보가 없습니다.</translation>
    </message>
    <message>
        <source>Latency: &gt;800ms, 200..500, p95</source>
        <translation>지연 시간: &gt;800ms, 200..500, p95</translation>
    </message>
    <message>
        <source>API key, by its id</source>
        <translation>API 키 ID</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>소유자</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>자산</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>확정</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>사용 가능</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>개설</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>만료</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>기장됨</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>종료 항목</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>잔액</translation>
    </message>
    <message>
        <source>Owner, whole</source>
        <translation>소유자 전체 이름</translation>
    </message>
    <message>
        <source>Kind of account</source>
        <translation>계정 종류</translation>
    </message>
    <message>
        <source>Cause, whole</source>
        <translation>원인 전체</translation>
    </message>
    <message>
        <source>Number of an account</source>
        <translation>계정 번호</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Deposited, final</source>
        <translation>입금, 확정</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>컨트랙트</translation>
    </message>
    <message>
        <source>none: no money stands behind these credits</source>
        <translation>없음: 이 크레딧 뒤에는 돈이 없습니다</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Journal entry</source>
        <translation>분개 항목</translation>
    </message>
    <message>
        <source>Settlement</source>
        <translation>정산</translation>
    </message>
    <message>
        <source>Balances</source>
        <translation>잔액</translation>
    </message>
    <message>
        <source>Participant</source>
        <translation>참가자</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>크레딧</translation>
    </message>
    <message>
        <source>USDC</source>
        <translation>USDC</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>합계</translation>
    </message>
    <message>
        <source>Deposits and payouts</source>
        <translation>입금과 지급</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Chain transaction</source>
        <translation>체인 트랜잭션</translation>
    </message>
    <message>
        <source>Settlement of channel %1</source>
        <translation>채널 정산서 %1</translation>
    </message>
    <message>
        <source>Statement of channel %1</source>
        <translation>채널 명세서 %1</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>영수증</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>참가자</translation>
    </message>
    <message>
        <source>Deposited</source>
        <translation>입금액</translation>
    </message>
    <message>
        <source>In circulation</source>
        <translation>유통량</translation>
    </message>
    <message>
        <source>Avg latency</source>
        <translation>평균 지연</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>분개장</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>누구</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Net 24 h</source>
        <translation>24시간 증감</translation>
    </message>
    <message>
        <source>Milestone</source>
        <translation>마일스톤</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>의뢰인</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>제공자</translation>
    </message>
    <message>
        <source>Beginning of a channel&apos;s or a participant&apos;s id</source>
        <translation>채널 또는 참가자 아이디의 앞부분</translation>
    </message>
    <message>
        <source>State of the channel</source>
        <translation>채널 상태</translation>
    </message>
    <message>
        <source>Agent or address that takes part</source>
        <translation>참가하는 에이전트 또는 주소</translation>
    </message>
    <message>
        <source>Leaves escrow</source>
        <translation>에스크로에서 나가는 금액</translation>
    </message>
    <message>
        <source>Owed, with no money behind it</source>
        <translation>갚을 금액, 뒷받침하는 돈 없음</translation>
    </message>
    <message>
        <source>Comes into escrow</source>
        <translation>에스크로로 들어오는 금액</translation>
    </message>
    <message>
        <source>Credited, with no money behind it</source>
        <translation>적립 금액, 뒷받침하는 돈 없음</translation>
    </message>
    <message>
        <source>Is paid to the provider</source>
        <translation>제공자에게 지급</translation>
    </message>
    <message>
        <source>Goes back to the client</source>
        <translation>의뢰인에게 반환</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>%1 + %2 held</source>
        <translation>%1 + 보류 %2</translation>
    </message>
    <message>
        <source>of it held: %1 before, %2 after</source>
        <translation>그중 보류: 전 %1, 후 %2</translation>
    </message>
    <message>
        <source>the channel takes no more transactions, and what is paid out does not come back.</source>
        <translation>채널은 더 이상 거래를 받지 않으며, 지급된 금액은 돌아오지 않습니다.</translation>
    </message>
    <message>
        <source>the participant takes no further part in this channel, and what is paid out does not come back.</source>
        <translation>참가자는 이 채널에 더 참여하지 못하며, 지급된 금액은 돌아오지 않습니다.</translation>
    </message>
    <message>
        <source>the credits are the provider&apos;s from then on.</source>
        <translation>크레딧은 그때부터 제공자의 것입니다.</translation>
    </message>
    <message>
        <source>the milestone can no longer be approved.</source>
        <translation>마일스톤은 더 이상 승인할 수 없습니다.</translation>
    </message>
    <message>
        <source>a transaction is final; only the receiver can send credits back.</source>
        <translation>거래는 확정이며, 받은 쪽만 크레딧을 돌려줄 수 있습니다.</translation>
    </message>
    <message>
        <source>what is paid in comes back only when the channel is closed, to whoever holds the credits then.</source>
        <translation>입금액은 채널을 닫을 때만, 그때 크레딧을 가진 쪽에게 돌아갑니다.</translation>
    </message>
    <message>
        <source>Paid by the contract on %1; the server pays the network&apos;s fee.</source>
        <translation>%1 컨트랙트가 지급하며, 네트워크 수수료는 서버가 냅니다.</translation>
    </message>
    <message>
        <source>No money stands behind these credits: nobody is paid.</source>
        <translation>이 크레딧 뒤에는 돈이 없어, 아무에게도 지급되지 않습니다.</translation>
    </message>
    <message>
        <source>Credits come when the payment is final on %1. 1,000 CREDIT for a USDC.</source>
        <translation>결제가 확정되면 크레딧이 들어옵니다 (%1). 1 USDC = 1,000 CREDIT.</translation>
    </message>
    <message>
        <source>USDC on %1</source>
        <translation>USDC (%1)</translation>
    </message>
    <message>
        <source>It is written when its turn comes.</source>
        <translation>차례가 되면 기장됩니다.</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>지급됨</translation>
    </message>
    <message>
        <source>On the chain</source>
        <translation>체인</translation>
    </message>
    <message>
        <source>follows</source>
        <translation>뒤따름</translation>
    </message>
    <message>
        <source>For</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>입금</translation>
    </message>
    <message>
        <source>Durable after</source>
        <translation>기록까지</translation>
    </message>
    <message>
        <source>Payout</source>
        <translation>지급</translation>
    </message>
    <message>
        <source>The channel is closed and settled.</source>
        <translation>채널이 닫히고 정산되었습니다.</translation>
    </message>
    <message>
        <source>The channel is closed. Its settlement is exact and final here; the chain transaction follows.</source>
        <translation>채널이 닫혔습니다. 정산은 여기에서 정확하고 확정이며, 체인 트랜잭션이 뒤따릅니다.</translation>
    </message>
    <message>
        <source>The channel is open.</source>
        <translation>채널이 열렸습니다.</translation>
    </message>
    <message>
        <source>The payment was taken. The channel becomes active when it is final.</source>
        <translation>결제를 받았습니다. 확정되면 채널이 활성화됩니다.</translation>
    </message>
    <message>
        <source>The credits are there.</source>
        <translation>크레딧이 들어왔습니다.</translation>
    </message>
    <message>
        <source>The payment was taken. The credits come when it is final.</source>
        <translation>결제를 받았습니다. 확정되면 크레딧이 들어옵니다.</translation>
    </message>
    <message>
        <source>The transaction is durable.</source>
        <translation>거래가 기록되었습니다.</translation>
    </message>
    <message>
        <source>The participant has left. What it held is on its way.</source>
        <translation>참가자가 나갔습니다. 보유액은 지급 중입니다.</translation>
    </message>
    <message>
        <source>The milestone is approved and paid.</source>
        <translation>마일스톤이 승인되고 지급되었습니다.</translation>
    </message>
    <message>
        <source>The milestone is rejected; its credits went back.</source>
        <translation>마일스톤이 거절되어 크레딧이 돌아갔습니다.</translation>
    </message>
    <message>
        <source>Close channel and settle</source>
        <translation>채널 닫기와 정산</translation>
    </message>
    <message>
        <source>Reason (goes to the audit log)</source>
        <translation>사유 (감사 로그에 기록)</translation>
    </message>
    <message>
        <source>Open a channel</source>
        <translation>채널 열기</translation>
    </message>
    <message>
        <source>Top up a participant</source>
        <translation>참가자 충전</translation>
    </message>
    <message>
        <source>Send a transaction, for tests</source>
        <translation>시험용 거래 보내기</translation>
    </message>
    <message>
        <source>Let a participant leave</source>
        <translation>참가자 내보내기</translation>
    </message>
    <message>
        <source>Approve milestone</source>
        <translation>마일스톤 승인</translation>
    </message>
    <message>
        <source>Reject milestone</source>
        <translation>마일스톤 거절</translation>
    </message>
    <message>
        <source>Receives</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>CREDIT before</source>
        <translation>이전 CREDIT</translation>
    </message>
    <message>
        <source>CREDIT after</source>
        <translation>이후 CREDIT</translation>
    </message>
    <message>
        <source>Close and settle</source>
        <translation>닫고 정산</translation>
    </message>
    <message>
        <source>Open with</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation>채널 열기</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>충전</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Let leave with</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Let leave</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>The amount is %1, before %2.</source>
        <translation>금액 %1 (이전 %2).</translation>
    </message>
    <message>
        <source>%1 was not affected before.</source>
        <translation>%1: 이전에는 해당 없음.</translation>
    </message>
    <message>
        <source>%1 holds %2, before %3.</source>
        <translation>%1: 보유 %2 (이전 %3).</translation>
    </message>
    <message>
        <source>%1 is no longer affected.</source>
        <translation>%1: 이제 해당 없음.</translation>
    </message>
    <message>
        <source>The state of the channel changed; the amounts are the same.</source>
        <translation>채널 상태가 바뀌었고 금액은 같습니다.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Unknown, checking</source>
        <translation>결과 확인 중</translation>
    </message>
    <message>
        <source>We do not know yet whether it happened. Nothing is sent again by itself; the channel shows what comes of it. Asking again is harmless: it bears the same key, so it takes effect at most once. You can close this.</source>
        <translation>실행되었는지 아직 알 수 없습니다. 아무것도 저절로 다시 보내지 않으며, 결과는 채널에 나타납니다. 다시 물어도 안전합니다. 같은 키를 쓰므로 많아야 한 번만 실행됩니다. 이 창은 닫아도 됩니다.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>거부됨</translation>
    </message>
    <message>
        <source>Nothing moved. %1</source>
        <translation>아무것도 움직이지 않았습니다. %1</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>마지막 응답</translation>
    </message>
</context>
<context>
    <name>bursar::ui::AccountPane</name>
    <message>
        <source>Settled</source>
        <translation>확정</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>사용 가능</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>거래 내역</translation>
    </message>
    <message>
        <source>As the engine sent it</source>
        <translation>엔진이 보낸 그대로</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Balance at a time</source>
        <translation>특정 시각의 잔액</translation>
    </message>
    <message>
        <source>2026-11-20 14:00, 14:00, -3h</source>
        <translation>2026-11-20 14:00, 14:00, -3h</translation>
    </message>
    <message>
        <source>In the shown zone. Enter shows the balance as it was then.</source>
        <translation>표시 중인 시간대 기준입니다. Enter를 누르면 그때의 잔액을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Nothing moved on this account yet.</source>
        <translation>이 계정에는 아직 움직임이 없습니다.</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>Nothing leaves it and nothing arrives. What is held can still be released.</source>
        <translation>나가지도 들어오지도 않습니다. 보류된 금액은 해제할 수 있습니다.</translation>
    </message>
    <message>
        <source>No limit.</source>
        <translation>한도가 없습니다.</translation>
    </message>
    <message>
        <source>At once, at most</source>
        <translation>1회 한도</translation>
    </message>
    <message>
        <source>A day, at most</source>
        <translation>일일 한도</translation>
    </message>
    <message>
        <source>A month, at most</source>
        <translation>월간 한도</translation>
    </message>
    <message>
        <source>May be negative</source>
        <translation>음수 가능</translation>
    </message>
    <message>
        <source>Yes: it stands for the outside world</source>
        <translation>예: 외부 세계를 나타냅니다</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>개설</translation>
    </message>
    <message>
        <source>Show its holds</source>
        <translation>보류 보기</translation>
    </message>
    <message>
        <source>Other accounts of the owner</source>
        <translation>소유자의 다른 계정</translation>
    </message>
    <message>
        <source>Write a time like 2026-11-20 14:00, 20 Nov 14:00, 14:00 or -3h.</source>
        <translation>2026-11-20 14:00, 14:00, -3h처럼 시각을 적으세요.</translation>
    </message>
    <message>
        <source>That is in the future.</source>
        <translation>미래의 시각입니다.</translation>
    </message>
    <message>
        <source>At</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>잔액</translation>
    </message>
    <message>
        <source>The account was opened later.</source>
        <translation>계정이 그 뒤에 개설되었습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::AgentInspector</name>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Its keys are refused everywhere.</source>
        <translation>이 에이전트의 키를 모두 거부합니다.</translation>
    </message>
    <message>
        <source>Waiting for its first call</source>
        <translation>첫 호출 대기</translation>
    </message>
    <message>
        <source>This ends by itself when the first request arrives.</source>
        <translation>첫 요청이 도착하면 자동으로 바뀝니다.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Average latency</source>
        <translation>평균 지연 시간</translation>
    </message>
    <message>
        <source>No call yet.</source>
        <translation>아직 호출이 없습니다.</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>마지막 호출</translation>
    </message>
    <message>
        <source>SDK connected</source>
        <translation>SDK 연결</translation>
    </message>
    <message>
        <source>No SDK has reported in.</source>
        <translation>연결된 SDK가 없습니다.</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>등급</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>None named.</source>
        <translation>지정된 프로토콜이 없습니다.</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>카테고리</translation>
    </message>
    <message>
        <source>No category.</source>
        <translation>카테고리가 없습니다.</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>가격</translation>
    </message>
    <message>
        <source>Wallet</source>
        <translation>지갑</translation>
    </message>
    <message>
        <source>No wallet was proven.</source>
        <translation>소유가 증명된 지갑이 없습니다.</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>오리진</translation>
    </message>
    <message>
        <source>No origin was given.</source>
        <translation>지정된 오리진이 없습니다.</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>등록일</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>오리진 상태</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>수행자 %1</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>아직 변경 내역이 없습니다.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>관리</translation>
    </message>
    <message>
        <source>Activate again</source>
        <translation>다시 활성화</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Deregister…</source>
        <translation>등록 해지…</translation>
    </message>
    <message>
        <source>%1 is suspended.</source>
        <translation>정지됨: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Deregister %1</source>
        <translation>등록 해지 %1</translation>
    </message>
    <message>
        <source>All its keys stop. Its history stays.</source>
        <translation>이 에이전트의 모든 키가 중단됩니다. 기록은 남습니다.</translation>
    </message>
    <message>
        <source>Only its proven wallet or the desk can register it again.</source>
        <translation>소유가 증명된 지갑 또는 운영자만 다시 등록할 수 있습니다.</translation>
    </message>
    <message>
        <source>Deregister agent</source>
        <translation>에이전트 등록 해지</translation>
    </message>
    <message>
        <source>A simulated agent has no origin to ask.</source>
        <translation>시뮬레이션 에이전트에는 확인할 오리진이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::AppearanceForm</name>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System follows the desktop.</source>
        <translation>시스템을 선택하면 데스크톱 설정을 따릅니다.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
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
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Everything grows with it.</source>
        <translation>화면 전체가 함께 커집니다.</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Compact rows show a quarter more.</source>
        <translation>촘촘하게 하면 행이 4분의 1 더 보입니다.</translation>
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
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>High draws every edge in full.</source>
        <translation>높음을 선택하면 모든 테두리를 선명하게 그립니다.</translation>
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
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Off: panes open at once.</source>
        <translation>끄면 창이 바로 열립니다.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>시간대</translation>
    </message>
    <message>
        <source>U switches anywhere. Days on charts stay UTC days.</source>
        <translation>어디서나 U 키로 전환합니다. 차트의 날짜는 UTC 기준입니다.</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>현지 시간</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>The window is built anew; its place stays.</source>
        <translation>창을 새로 그립니다. 보던 곳은 그대로입니다.</translation>
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
        <translation>알림</translation>
    </message>
</context>
<context>
    <name>bursar::ui::BenchmarkView</name>
    <message>
        <source>Volume %1 · reliability %2 · customers %3 · latency %4, each of 100</source>
        <translation>요청량 %1 · 안정성 %2 · 고객 %3 · 지연 시간 %4, 각 100점 만점</translation>
    </message>
    <message>
        <source>Leaderboard</source>
        <translation>순위표</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>카테고리</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>요청량</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>안정성</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Agents with a category are ranked here every five minutes. Give an agent a category when it is registered.</source>
        <translation>카테고리가 있는 에이전트의 순위를 5분마다 계산합니다. 에이전트를 등록할 때 카테고리를 지정하세요.</translation>
    </message>
    <message>
        <source>%1 · yours</source>
        <translation>%1 · 내 에이전트</translation>
    </message>
    <message>
        <source>%1 agents, all time, reckoned %2</source>
        <translation>에이전트 %1개, 전체 기간, 계산 시각 %2</translation>
    </message>
    <message>
        <source>no active agent in this category</source>
        <translation>이 카테고리에 활성 에이전트 없음</translation>
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
    <name>bursar::ui::ChannelDialog</name>
    <message>
        <source>Computing what it would do …</source>
        <translation>결과를 계산하는 중 …</translation>
    </message>
    <message>
        <source>What it would do is being computed.</source>
        <translation>결과를 계산하고 있습니다.</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>영수증 저장</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChannelHeadline</name>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Copy the channel&apos;s id</source>
        <translation>채널 아이디 복사</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>All channels (Alt+Left)</source>
        <translation>모든 채널 (Alt+Left)</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChannelList</name>
    <message>
        <source>Active channels</source>
        <translation>활성 채널</translation>
    </message>
    <message>
        <source>In escrow</source>
        <translation>에스크로</translation>
    </message>
    <message>
        <source>In circulation</source>
        <translation>유통량</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>No channels yet. In a channel participants pay each other in credits; the USDC behind them comes in once and goes out once.</source>
        <translation>아직 채널이 없습니다. 채널에서는 참가자들이 크레딧으로 서로 지급하고, 그 뒤의 USDC는 한 번 들어왔다가 한 번 나갑니다.</translation>
    </message>
    <message>
        <source>Waiting for the first channel…</source>
        <translation>첫 채널을 기다리는 중…</translation>
    </message>
    <message>
        <source>of %1 · %2 agents</source>
        <translation>전체 %1 · 에이전트 %2</translation>
    </message>
    <message>
        <source>%1 paid in</source>
        <translation>입금 %1</translation>
    </message>
    <message>
        <source>%1 settled</source>
        <translation>정산됨 %1</translation>
    </message>
    <message>
        <source>%1 of channels that are not settled</source>
        <translation>정산되지 않은 채널의 %1</translation>
    </message>
    <message>
        <source>1,000 CREDIT for a USDC</source>
        <translation>1 USDC = 1,000 CREDIT</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChannelView</name>
    <message>
        <source>Milestones</source>
        <translation>마일스톤</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Deposited, final</source>
        <translation>입금, 확정</translation>
    </message>
    <message>
        <source>In circulation</source>
        <translation>유통량</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>참가자</translation>
    </message>
    <message>
        <source>Ledger and escrow</source>
        <translation>원장과 에스크로</translation>
    </message>
    <message>
        <source>Deposits and payouts</source>
        <translation>입금과 지급</translation>
    </message>
    <message>
        <source>Nothing was paid in or out yet.</source>
        <translation>아직 입금도 지급도 없습니다.</translation>
    </message>
    <message>
        <source>No transactions yet. They stand here as they come, a moment after they are durable.</source>
        <translation>아직 거래가 없습니다. 거래는 기록되는 대로 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>%1/min</source>
        <translation>%1/분</translation>
    </message>
    <message>
        <source>%1 since it was opened, on average durable after %2</source>
        <translation>열린 뒤 %1건, 평균 기록 시간 %2</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>합계</translation>
    </message>
    <message>
        <source>Ledger and contract differ by %1, and nothing on its way explains it.</source>
        <translation>원장과 컨트랙트의 차이 %1: 진행 중인 어떤 것으로도 설명되지 않습니다.</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>오프라인</translation>
    </message>
    <message>
        <source>paused, P goes on</source>
        <translation>일시정지, P 키로 계속</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChannelsPage</name>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>내보내기가 진행 중입니다.</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>내보낼 것이 없습니다.</translation>
    </message>
    <message>
        <source>Export this list</source>
        <translation>이 목록 내보내기</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation>CSV (*.csv);;JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Export this channel</source>
        <translation>이 채널 내보내기</translation>
    </message>
    <message>
        <source>Settlement or statement, PDF (*.pdf);;The same as JSON (*.json);;Transactions, CSV (*.csv);;Transactions, JSON lines (*.jsonl)</source>
        <translation>정산서 또는 명세서, PDF (*.pdf);;같은 내용 JSON (*.json);;거래, CSV (*.csv);;거래, JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation>행 %1개 저장: %2</translation>
    </message>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation>취소했습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>Writing the file …</source>
        <translation>파일을 쓰는 중 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open channel…</source>
        <translation>채널 열기…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>It is not paused.</source>
        <translation>일시정지 상태가 아닙니다.</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>일시정지 상태입니다.</translation>
    </message>
    <message>
        <source>Top up…</source>
        <translation>충전…</translation>
    </message>
    <message>
        <source>Close and settle…</source>
        <translation>닫고 정산…</translation>
    </message>
    <message>
        <source>Send transaction (for tests)…</source>
        <translation>거래 보내기 (시험용)…</translation>
    </message>
    <message>
        <source>Let leave…</source>
        <translation>내보내기 (참가자)…</translation>
    </message>
    <message>
        <source>Pause transactions</source>
        <translation>거래 일시정지</translation>
    </message>
    <message>
        <source>Resume transactions</source>
        <translation>거래 다시 시작</translation>
    </message>
    <message>
        <source>Show its journal</source>
        <translation>분개장 보기</translation>
    </message>
    <message>
        <source>The console is not connected to the engine.</source>
        <translation>콘솔이 엔진에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Operators steer channels.</source>
        <translation>채널은 운영자가 다룹니다.</translation>
    </message>
    <message>
        <source>The channel is not read yet.</source>
        <translation>채널을 아직 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>The channel waits for its deposit.</source>
        <translation>채널이 입금을 기다립니다.</translation>
    </message>
    <message>
        <source>The channel is closing.</source>
        <translation>채널을 닫는 중입니다.</translation>
    </message>
    <message>
        <source>The channel is settled.</source>
        <translation>정산된 채널입니다.</translation>
    </message>
    <message>
        <source>The channel was never opened.</source>
        <translation>열리지 않은 채널입니다.</translation>
    </message>
    <message>
        <source>Channel %1 was opened.</source>
        <translation>채널을 열었습니다: %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Mark milestone delivered</source>
        <translation>마일스톤 제출 표시</translation>
    </message>
    <message>
        <source>Said for the provider. The client then approves or rejects it; when the client stays silent for too long it approves itself.</source>
        <translation>제공자를 대신해 표시합니다. 그 뒤 의뢰인이 승인하거나 거절하며, 의뢰인이 오래 답하지 않으면 자동으로 승인됩니다.</translation>
    </message>
    <message>
        <source>What was delivered: a link or a note (optional)</source>
        <translation>제출물: 링크나 메모 (선택)</translation>
    </message>
    <message>
        <source>Mark delivered</source>
        <translation>제출 표시</translation>
    </message>
    <message>
        <source>%1 is marked delivered.</source>
        <translation>제출로 표시: %1</translation>
    </message>
    <message>
        <source>%1 is paused: no transactions for now.</source>
        <translation>일시정지: %1. 지금은 거래를 받지 않습니다.</translation>
    </message>
    <message>
        <source>%1 goes on.</source>
        <translation>다시 시작: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ChartLegend</name>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>Click hides %1; Alt+click shows it alone.</source>
        <translation>%1: 클릭하면 숨기고 Alt+클릭하면 단독으로 표시합니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CheckPanel</name>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>What does not add up</source>
        <translation>맞지 않는 것</translation>
    </message>
    <message>
        <source>Checking the ledger</source>
        <translation>원장 점검 중</translation>
    </message>
    <message>
        <source>The whole journal is carried out again · %1</source>
        <translation>분개장 전체를 처음부터 다시 실행합니다 · %1</translation>
    </message>
    <message>
        <source>%1 entries, %2 accounts, %3 open holds, %4 sealed heads · %5 · %6</source>
        <translation>항목 %1, 계정 %2, 진행 중 보류 %3, 봉인 헤드 %4 · %5 · %6</translation>
    </message>
    <message>
        <source>Everything adds up</source>
        <translation>모두 맞습니다</translation>
    </message>
    <message>
        <source>1 fault</source>
        <translation>오류 1건</translation>
    </message>
    <message>
        <source>%1 faults</source>
        <translation>오류 %1건</translation>
    </message>
    <message>
        <source>The check did not finish</source>
        <translation>점검을 마치지 못했습니다</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CohortMap</name>
    <message>
        <source>Cohort</source>
        <translation>코호트</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>규모</translation>
    </message>
    <message>
        <source>still being filled</source>
        <translation>집계 중</translation>
    </message>
    <message>
        <source>%1, %2
%3 of %4 came back, %5</source>
        <translation>%1, %2
%4명 중 %3명 재방문, %5</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CohortView</name>
    <message>
        <source>Who came back</source>
        <translation>재방문 현황</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>개월 수</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1개월</translation>
    </message>
    <message>
        <source>%, by month of the first request, UTC</source>
        <translation>%, 첫 요청 월 기준, UTC</translation>
    </message>
    <message>
        <source>Customers appear here by the month they first called.</source>
        <translation>고객이 첫 호출 월별로 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>%1 of %2 customers (%3) were seen within the last 30 days. The hatched month is not over.</source>
        <translation>고객 %2명 중 %1명(%3)이 최근 30일 안에 활동했습니다. 빗금 친 달은 아직 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>month %1</source>
        <translation>%1개월 차</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>검색 또는 명령 실행</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ConfirmDialog</name>
    <message>
        <source>Cannot be undone: %1</source>
        <translation>되돌릴 수 없습니다. %1</translation>
    </message>
    <message>
        <source>Reason (goes to the audit log)</source>
        <translation>사유 (감사 로그에 기록)</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>확인을 위해 입력: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation>먼저 이름을 입력하세요.</translation>
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
        <translation>일별</translation>
    </message>
    <message>
        <source>By tool</source>
        <translation>도구별</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>No request in %1 days.</source>
        <translation>최근 %1일 동안 요청이 없습니다.</translation>
    </message>
    <message>
        <source>all time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>No request named a tool.</source>
        <translation>도구 이름이 있는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>%1 UTC days</source>
        <translation>%1일, UTC 기준</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>정상 응답</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerExport</name>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation>취소했습니다. 저장된 파일이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerInspector</name>
    <message>
        <source>Growing: more than the week before</source>
        <translation>증가: 전주보다 많음</translation>
    </message>
    <message>
        <source>Falling: less than the week before</source>
        <translation>감소: 전주보다 적음</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>변화 없음</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>by the id that the agent sent</source>
        <translation>에이전트가 보낸 ID</translation>
    </message>
    <message>
        <source>by its x402 payer</source>
        <translation>x402 지급인</translation>
    </message>
    <message>
        <source>by a header of its requests</source>
        <translation>요청 헤더</translation>
    </message>
    <message>
        <source>by its network address</source>
        <translation>네트워크 주소</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>As the engine sent it</source>
        <translation>엔진이 보낸 원본</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>known %1 · first seen %2</source>
        <translation>식별 기준 %1 · 첫 활동 %2</translation>
    </message>
    <message>
        <source>High churn risk</source>
        <translation>이탈 위험 높음</translation>
    </message>
    <message>
        <source>Medium churn risk</source>
        <translation>이탈 위험 보통</translation>
    </message>
    <message>
        <source>Low churn risk</source>
        <translation>이탈 위험 낮음</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <translation>하루 %1건</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>오류율</translation>
    </message>
    <message>
        <source>Average latency</source>
        <translation>평균 지연 시간</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>추세</translation>
    </message>
    <message>
        <source>Too new to tell.</source>
        <translation>판단하기에는 아직 이릅니다.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>활동 시간대</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>식별 기준</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>첫 활동</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>마지막 활동</translation>
    </message>
    <message>
        <source>LTV</source>
        <translation>LTV</translation>
    </message>
    <message>
        <source>over %1 months</source>
        <translation>%1개월 기준</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>No request named a tool.</source>
        <translation>도구 이름이 있는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomerList</name>
    <message>
        <source>Add a filter   /</source>
        <translation>필터 추가   /</translation>
    </message>
    <message>
        <source>Customers appear here with their first request.</source>
        <translation>첫 요청을 보낸 고객이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>all time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2명 중 %1명</translation>
    </message>
    <message>
        <source>%1 customers</source>
        <translation>고객 %1명</translation>
    </message>
    <message>
        <source>1 customer</source>
        <translation>고객 1명</translation>
    </message>
</context>
<context>
    <name>bursar::ui::CustomersPage</name>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>List</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>코호트</translation>
    </message>
    <message>
        <source>Funnel</source>
        <translation>전환 퍼널</translation>
    </message>
    <message>
        <source>Save segment…</source>
        <translation>세그먼트 저장…</translation>
    </message>
    <message>
        <source>Forget this segment</source>
        <translation>이 세그먼트 삭제</translation>
    </message>
    <message>
        <source>The list shows no saved segment.</source>
        <translation>목록에 저장된 세그먼트가 적용되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>내보낼 항목이 없습니다.</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>내보내기를 실행하고 있습니다.</translation>
    </message>
    <message>
        <source>Segments are saved in the list.</source>
        <translation>세그먼트는 목록에서 저장합니다.</translation>
    </message>
    <message>
        <source>Set a filter first.</source>
        <translation>먼저 필터를 지정하세요.</translation>
    </message>
    <message>
        <source>It is saved already.</source>
        <translation>이미 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>Forgot %1</source>
        <translation>삭제됨: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Export these customers</source>
        <translation>이 고객 내보내기</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 customers written to %2</source>
        <translation>고객 %1명 저장 완료: %2</translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation>쓰는 중: %1 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>bursar::ui::DataTable</name>
    <message>
        <source>%1 of about %2</source>
        <translation>약 %2 중 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1행</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1행</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1개 선택됨</translation>
    </message>
    <message>
        <source>Filter by this</source>
        <translation>이 값으로 필터</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>이 값 제외</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Copy rows as text</source>
        <translation>행을 텍스트로 복사</translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation>행을 CSV로 복사</translation>
    </message>
    <message>
        <source>Copy rows as JSON</source>
        <translation>행을 JSON으로 복사</translation>
    </message>
</context>
<context>
    <name>bursar::ui::EmptyState</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>일치하는 항목 없음</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
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
    <name>bursar::ui::EntryPane</name>
    <message>
        <source>closed by %1, %2</source>
        <translation>%1 항목으로 종료, %2</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>만료: %1</translation>
    </message>
    <message>
        <source>until it is posted or released</source>
        <translation>기장 또는 해제될 때까지</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>not among the last holds of its account</source>
        <translation>계정의 최근 보류에 없습니다</translation>
    </message>
    <message>
        <source>No cause was named</source>
        <translation>원인 없음</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>영수증</translation>
    </message>
    <message>
        <source>Receipt, sealed</source>
        <translation>영수증, 봉인됨</translation>
    </message>
    <message>
        <source>signed head over %1 entries</source>
        <translation>항목 %1개에 서명한 헤드</translation>
    </message>
    <message>
        <source>not sealed yet: it is within a second</source>
        <translation>아직 봉인 전: 1초 안에 봉인됩니다</translation>
    </message>
    <message>
        <source>Journal entry</source>
        <translation>분개 항목</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>증거</translation>
    </message>
    <message>
        <source>The text that is sealed</source>
        <translation>봉인되는 원문</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>만료</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>기장됨</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>봉인</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Within a second</source>
        <translation>1초 안에</translation>
    </message>
    <message>
        <source>Same cause</source>
        <translation>같은 원인</translation>
    </message>
    <message>
        <source>Everything in the journal that has this cause.</source>
        <translation>이 원인을 가진 모든 분개 항목입니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::EscrowPanel</name>
    <message>
        <source>Deposits</source>
        <translation>입금</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>지급됨</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>잔액</translation>
    </message>
    <message>
        <source>%1 less in the contract than in the ledger, explained:</source>
        <translation>컨트랙트가 원장보다 %1 적음, 설명됨:</translation>
    </message>
    <message>
        <source>%1 more in the contract than in the ledger, explained:</source>
        <translation>컨트랙트가 원장보다 %1 많음, 설명됨:</translation>
    </message>
    <message>
        <source>%1 on its way in, not final yet</source>
        <translation>입금 중 %1, 아직 확정 아님</translation>
    </message>
    <message>
        <source>%1 on its way in: %2 mined, not final yet</source>
        <translation>입금 중 %1: %2 블록 포함, 아직 확정 아님</translation>
    </message>
    <message>
        <source>%1 on its way out, not final yet</source>
        <translation>지급 중 %1, 아직 확정 아님</translation>
    </message>
    <message>
        <source>%1 on its way out: %2 mined, not final yet</source>
        <translation>지급 중 %1: %2 블록 포함, 아직 확정 아님</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>컨트랙트</translation>
    </message>
    <message>
        <source>The contract was not read.</source>
        <translation>컨트랙트를 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>No money stands behind these credits.</source>
        <translation>이 크레딧 뒤에는 돈이 없습니다.</translation>
    </message>
    <message>
        <source>The channel was opened for nothing and has no contract. What it pays out is paid to nobody.</source>
        <translation>대가 없이 열린 채널이라 컨트랙트가 없습니다. 정산해도 아무에게도 지급되지 않습니다.</translation>
    </message>
    <message>
        <source>The contract could not be read</source>
        <translation>컨트랙트를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>block %1</source>
        <translation>블록 %1</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 읽음</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>아직 읽지 않음</translation>
    </message>
</context>
<context>
    <name>bursar::ui::EvidenceView</name>
    <message>
        <source>Every link was found.</source>
        <translation>모든 연결을 확인했습니다.</translation>
    </message>
    <message>
        <source>The chain breaks at: %1</source>
        <translation>연결이 끊긴 곳: %1</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ExitForm</name>
    <message>
        <source>Who leaves</source>
        <translation>나갈 참가자</translation>
    </message>
    <message>
        <source>Nobody takes part any more.</source>
        <translation>더 이상 참가자가 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FailureStrip</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FilterBar</name>
    <message>
        <source>Saved filters</source>
        <translation>저장된 필터</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>필터 추가</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>이 필터 저장</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Forget a saved filter</source>
        <translation>저장된 필터 삭제</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FilterCompleter</name>
    <message>
        <source>used before</source>
        <translation>이전에 사용</translation>
    </message>
    <message>
        <source>above</source>
        <translation>초과</translation>
    </message>
    <message>
        <source>below</source>
        <translation>미만</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FirstSteps</name>
    <message>
        <source>This engine takes in no requests over the network; turn listening on in Settings.</source>
        <translation>이 엔진은 네트워크로 요청을 받지 않습니다. 설정에서 수신을 켜세요.</translation>
    </message>
    <message>
        <source>A key is made in Registry: register an agent, or open one and add a key.</source>
        <translation>키는 레지스트리에서 만듭니다. 에이전트를 등록하거나, 기존 에이전트를 열어 키를 추가하세요.</translation>
    </message>
    <message>
        <source>Waiting for the first call…</source>
        <translation>첫 호출을 기다리는 중…</translation>
    </message>
</context>
<context>
    <name>bursar::ui::Funnel</name>
    <message>
        <source>nobody got here</source>
        <translation>도달한 고객 없음</translation>
    </message>
    <message>
        <source>%1, %2 go on</source>
        <translation>%1, %2 진행</translation>
    </message>
</context>
<context>
    <name>bursar::ui::FunnelView</name>
    <message>
        <source>Days</source>
        <translation>일수</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1일</translation>
    </message>
    <message>
        <source>From MCP to paid</source>
        <translation>MCP에서 결제까지</translation>
    </message>
    <message>
        <source>The way of customers from MCP to A2A to a payment appears here.</source>
        <translation>고객이 MCP에서 A2A를 거쳐 결제하기까지의 과정이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>All ways</source>
        <translation>전체 경로</translation>
    </message>
    <message>
        <source>Customers by day</source>
        <translation>일별 고객</translation>
    </message>
    <message>
        <source>UTC days</source>
        <translation>UTC 기준 날짜</translation>
    </message>
    <message>
        <source>No customers in these days.</source>
        <translation>이 기간에 고객이 없습니다.</translation>
    </message>
    <message>
        <source>Journeys</source>
        <translation>고객 여정</translation>
    </message>
    <message>
        <source>customers of both protocols; who paid first, then by revenue</source>
        <translation>두 프로토콜을 모두 쓴 고객, 결제 고객 우선, 매출 순</translation>
    </message>
    <message>
        <source>Nobody used both MCP and A2A in these days.</source>
        <translation>이 기간에 MCP와 A2A를 모두 사용한 고객이 없습니다.</translation>
    </message>
    <message>
        <source>Called over MCP</source>
        <translation>MCP 호출</translation>
    </message>
    <message>
        <source>Then over A2A</source>
        <translation>이후 A2A 호출</translation>
    </message>
    <message>
        <source>Then paid</source>
        <translation>이후 결제</translation>
    </message>
    <message>
        <source>Nobody began.</source>
        <translation>시작한 고객이 없습니다.</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Over MCP</source>
        <translation>MCP 고객</translation>
    </message>
    <message>
        <source>Over A2A</source>
        <translation>A2A 고객</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제 고객</translation>
    </message>
    <message>
        <source>over any protocol</source>
        <translation>모든 프로토콜 기준</translation>
    </message>
    <message>
        <source>MCP to A2A</source>
        <translation>MCP → A2A</translation>
    </message>
    <message>
        <source>A2A to paid</source>
        <translation>A2A → 결제</translation>
    </message>
    <message>
        <source>The whole way</source>
        <translation>전체 전환</translation>
    </message>
    <message>
        <source>MCP</source>
        <translation>MCP</translation>
    </message>
    <message>
        <source>A2A</source>
        <translation>A2A</translation>
    </message>
    <message>
        <source>Not in these days.</source>
        <translation>이 기간에는 없습니다.</translation>
    </message>
    <message>
        <source>Has not paid over A2A after its first MCP call.</source>
        <translation>첫 MCP 호출 이후 A2A로 결제하지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::HealthPanel</name>
    <message>
        <source>Without error</source>
        <translation>오류 없음</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>가동률</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Excellent</source>
        <translation>우수</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>양호</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>주의 필요</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>자료 없음</translation>
    </message>
    <message>
        <source>Health score of 100</source>
        <translation>상태 점수, 100점 만점</translation>
    </message>
    <message>
        <source>%1 against the %2 before</source>
        <translation>%1, 이전 %2 대비</translation>
    </message>
    <message>
        <source>Nothing came in.</source>
        <translation>들어온 요청이 없습니다.</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>%1점 만점</translation>
    </message>
</context>
<context>
    <name>bursar::ui::HistogramStrip</name>
    <message>
        <source>Time strip</source>
        <translation>시간 막대</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>요청 %1건</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>자료 없음</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>실패 %1건</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ImportDialog</name>
    <message>
        <source>Import an access log</source>
        <translation>접근 로그 가져오기</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>가져오기 취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>%1 rows were taken away again.</source>
        <translation>%1행을 다시 지웠습니다.</translation>
    </message>
    <message>
        <source>Apache, nginx or JSON lines; plain or gzip</source>
        <translation>Apache, nginx 또는 JSON lines, 원본 또는 gzip</translation>
    </message>
    <message>
        <source>The requests belong to</source>
        <translation>요청이 속한 에이전트</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>This file is imported.</source>
        <translation>이미 가져온 파일입니다.</translation>
    </message>
    <message>
        <source>Wait until this is done, or cancel.</source>
        <translation>끝날 때까지 기다리거나 취소하세요.</translation>
    </message>
    <message>
        <source>Choose an agent and a file first.</source>
        <translation>먼저 에이전트와 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Sending %1 …</source>
        <translation>보내는 중: %1 …</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>초당 %1건</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>%1행</translation>
    </message>
    <message>
        <source>Canceled. What was stored so far stays.</source>
        <translation>취소했습니다. 지금까지 저장된 요청은 남습니다.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 남음</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가됨</translation>
    </message>
    <message>
        <source>Known before</source>
        <translation>이미 있던 요청</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>읽지 못한 행</translation>
    </message>
    <message>
        <source>Cut off, taken in part</source>
        <translation>잘린 행, 일부만 저장</translation>
    </message>
    <message>
        <source>First</source>
        <translation>처음</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>Lines that could not be read</source>
        <translation>읽지 못한 행</translation>
    </message>
    <message>
        <source>Lines that were taken in part</source>
        <translation>일부만 저장한 행</translation>
    </message>
    <message>
        <source>What the first lines become</source>
        <translation>첫 행을 읽은 결과</translation>
    </message>
</context>
<context>
    <name>bursar::ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>상세 창</translation>
    </message>
    <message>
        <source>Open in a window</source>
        <translation>별도 창에서 열기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>bursar::ui::KeyPanel</name>
    <message>
        <source>New key…</source>
        <translation>새 키…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>폐기…</translation>
    </message>
    <message>
        <source>What this key did</source>
        <translation>이 키의 활동</translation>
    </message>
    <message>
        <source>Never used.</source>
        <translation>사용한 적이 없습니다.</translation>
    </message>
    <message>
        <source>Operators manage keys.</source>
        <translation>키는 운영자가 관리합니다.</translation>
    </message>
    <message>
        <source>Select a key first.</source>
        <translation>먼저 키를 선택하세요.</translation>
    </message>
    <message>
        <source>This key is revoked already.</source>
        <translation>이미 폐기된 키입니다.</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>Name, so that you know it again</source>
        <translation>알아보기 쉬운 이름</translation>
    </message>
    <message>
        <source>It may ingest and read.</source>
        <translation>수집과 조회 권한이 있습니다.</translation>
    </message>
    <message>
        <source>The old key works for %1 h more.</source>
        <translation>이전 키는 %1시간 더 유효합니다.</translation>
    </message>
    <message>
        <source>The old key has stopped.</source>
        <translation>이전 키가 중단되었습니다.</translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation>폐기 %1</translation>
    </message>
    <message>
        <source>Whoever uses this key is refused within a second.</source>
        <translation>이 키를 사용하는 요청은 1초 안에 거부됩니다.</translation>
    </message>
    <message>
        <source>A revoked key cannot be brought back.</source>
        <translation>폐기한 키는 되살릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Revoke key</source>
        <translation>키 폐기</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>키 %1</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>교체…</translation>
    </message>
    <message>
        <source>This agent has no key. Make one, and send its requests with it.</source>
        <translation>이 에이전트에는 키가 없습니다. 키를 만들어 요청을 보내세요.</translation>
    </message>
    <message>
        <source>There is no line to the engine.</source>
        <translation>엔진에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Make key</source>
        <translation>키 만들기</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Rotate %1</source>
        <translation>교체 %1</translation>
    </message>
    <message>
        <source>The old key</source>
        <translation>이전 키</translation>
    </message>
    <message>
        <source>Overlap %1 h</source>
        <translation>%1시간 병행</translation>
    </message>
    <message>
        <source>Cut now</source>
        <translation>즉시 중단</translation>
    </message>
    <message>
        <source>A new key is shown once. The old one works for 24 h more, then it stops by itself.</source>
        <translation>새 키를 한 번만 표시합니다. 이전 키는 24시간 더 유효하며, 그 뒤 자동으로 중단됩니다.</translation>
    </message>
    <message>
        <source>A new key is shown once. The old one stops at once: whoever still uses it is refused, and it cannot be brought back.</source>
        <translation>새 키를 한 번만 표시합니다. 이전 키는 바로 중단되어 사용하는 요청을 거부하며, 되살릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Rotate key</source>
        <translation>키 교체</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LatencyMap</name>
    <message>
        <source>%1
%2 to %3: %4 requests</source>
        <translation>%1
%2 ~ %3: 요청 %4건</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LedgerHeader</name>
    <message>
        <source>1 account</source>
        <translation>계정 1</translation>
    </message>
    <message>
        <source>%1 accounts</source>
        <translation>계정 %1</translation>
    </message>
    <message>
        <source>Circulating</source>
        <translation>유통량</translation>
    </message>
    <message>
        <source>%1 held · %2</source>
        <translation>보류 %1 · %2</translation>
    </message>
    <message>
        <source>%1 in accounts that may not be negative
%2 of it held</source>
        <translation>음수가 될 수 없는 계정의 합 %1
그중 보류 %2</translation>
    </message>
    <message>
        <source>In the smallest unit: this console does not know the asset.</source>
        <translation>최소 단위입니다: 이 콘솔이 모르는 자산입니다.</translation>
    </message>
    <message>
        <source>Copy the public key</source>
        <translation>공개 키 복사</translation>
    </message>
    <message>
        <source>Journal entries</source>
        <translation>분개 항목</translation>
    </message>
    <message>
        <source>The lists show them up to %1.</source>
        <translation>목록은 %1까지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Sealed up to %1, %2</source>
        <translation>%1까지 봉인, %2</translation>
    </message>
    <message>
        <source>Nothing is sealed yet</source>
        <translation>아직 봉인된 것이 없습니다</translation>
    </message>
    <message>
        <source>written by this server</source>
        <translation>이 서버가 기록</translation>
    </message>
    <message>
        <source>written by %1</source>
        <translation>기록 서버: %1</translation>
    </message>
    <message>
        <source>no server writes it now</source>
        <translation>지금 기록하는 서버 없음</translation>
    </message>
    <message>
        <source>Public key of the seal (Ed25519). Receipts are checked with it:
%1</source>
        <translation>봉인의 공개 키(Ed25519)입니다. 영수증을 이 키로 확인합니다:
%1</translation>
    </message>
    <message>
        <source>Further assets</source>
        <translation>다른 자산</translation>
    </message>
    <message>
        <source>No account holds anything yet.</source>
        <translation>아직 가진 것이 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <source>no accounts yet</source>
        <translation>아직 계정 없음</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LedgerPage</name>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>분개장</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>No accounts yet. One is opened by itself for whoever first holds value here: with the first channel, deposit or wallet.</source>
        <translation>아직 계정이 없습니다. 첫 채널, 입금 또는 지갑으로 이곳에 처음 가치를 가지는 쪽에 자동으로 개설됩니다.</translation>
    </message>
    <message>
        <source>The journal is empty. Each transfer and each hold is written here as it happens, and sealed within a second.</source>
        <translation>분개장이 비어 있습니다. 이체와 보류가 일어나는 대로 여기에 기록되고 1초 안에 봉인됩니다.</translation>
    </message>
    <message>
        <source>An account is named by its number.</source>
        <translation>계정은 번호로 지정합니다.</translation>
    </message>
    <message>
        <source>No holds. Value that is promised but not yet paid is held here until it is posted, released or expires.</source>
        <translation>보류가 없습니다. 약속했지만 아직 지급하지 않은 가치는 기장, 해제 또는 만료될 때까지 여기에 보류됩니다.</translation>
    </message>
    <message>
        <source>Export the result of the check</source>
        <translation>점검 결과 내보내기</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 점검</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>A check is running.</source>
        <translation>점검이 진행 중입니다.</translation>
    </message>
    <message>
        <source>The console is not connected to the engine.</source>
        <translation>콘솔이 엔진에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Operators check the ledger.</source>
        <translation>원장 점검은 운영자가 합니다.</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>내보내기가 진행 중입니다.</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>내보낼 것이 없습니다.</translation>
    </message>
    <message>
        <source>Export this list</source>
        <translation>이 목록 내보내기</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation>CSV (*.csv);;JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation>행 %1개 저장: %2</translation>
    </message>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation>취소했습니다. 저장된 것은 없습니다.</translation>
    </message>
    <message>
        <source>Writing the file …</source>
        <translation>파일 쓰는 중 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LiveTicker</name>
    <message>
        <source>Newest requests</source>
        <translation>최신 요청</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LogInspector</name>
    <message>
        <source>%1 of %2 bytes kept</source>
        <translation>전체 %2 바이트 중 %1 바이트 보관</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation>원본 기록</translation>
    </message>
    <message>
        <source>Paid but not served</source>
        <translation>결제했으나 응답 없음</translation>
    </message>
    <message>
        <source>%1 claimed, no answer delivered.</source>
        <translation>미검증 결제 %1, 응답이 전달되지 않았습니다.</translation>
    </message>
    <message>
        <source>Asked to pay</source>
        <translation>결제 요구</translation>
    </message>
    <message>
        <source>The caller did not pay with this request.</source>
        <translation>호출자가 이 요청에서 결제하지 않았습니다.</translation>
    </message>
    <message>
        <source>Time of arrival</source>
        <translation>도착 시각</translation>
    </message>
    <message>
        <source>The entry had no usable time of its own.</source>
        <translation>기록에 쓸 수 있는 시각이 없습니다.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Payment state</source>
        <translation>결제 상태</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>트랜잭션</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>지급인</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>City</source>
        <translation>도시</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>IP 주소</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>사용자 에이전트</translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation>리퍼러</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Nothing was kept.</source>
        <translation>보관된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>요청 본문</translation>
    </message>
    <message>
        <source>Response body</source>
        <translation>응답 본문</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>본문</translation>
    </message>
    <message>
        <source>No headers were kept.</source>
        <translation>보관된 헤더가 없습니다.</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>헤더</translation>
    </message>
    <message>
        <source>Show this customer</source>
        <translation>이 고객 보기</translation>
    </message>
    <message>
        <source>Show this tool</source>
        <translation>이 도구 보기</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>cURL로 복사</translation>
    </message>
    <message>
        <source>Keys and payment signatures are left out.</source>
        <translation>키와 결제 서명은 제외합니다.</translation>
    </message>
    <message>
        <source>Copied without keys and signatures.</source>
        <translation>키와 서명을 제외하고 복사했습니다.</translation>
    </message>
    <message>
        <source>Request, answered with %1</source>
        <translation>요청, 응답 %1</translation>
    </message>
    <message>
        <source>No payment came with it</source>
        <translation>함께 온 결제가 없습니다</translation>
    </message>
    <message>
        <source>Payment: %1</source>
        <translation>결제: %1</translation>
    </message>
    <message>
        <source>Found on the chain</source>
        <translation>체인에서 확인됨</translation>
    </message>
    <message>
        <source>Not checked on the chain</source>
        <translation>체인에서 확인하지 않음</translation>
    </message>
    <message>
        <source>No chain transaction was named</source>
        <translation>지정된 체인 트랜잭션이 없습니다</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>증빙</translation>
    </message>
</context>
<context>
    <name>bursar::ui::LogsPage</name>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Add a filter   /</source>
        <translation>필터 추가   /</translation>
    </message>
    <message>
        <source>Every request of your agents appears here. There is none in this span.</source>
        <translation>에이전트의 모든 요청이 여기에 표시됩니다. 이 기간에는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation>%1건 일치</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>요청 %1건</translation>
    </message>
    <message>
        <source>Operators import logs.</source>
        <translation>로그는 운영자가 가져옵니다.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>내보낼 항목이 없습니다.</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>내보내기를 실행하고 있습니다.</translation>
    </message>
    <message>
        <source>Export these requests</source>
        <translation>이 요청 내보내기</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON lines (*.jsonl)</source>
        <translation>CSV (*.csv);;JSON lines (*.jsonl)</translation>
    </message>
    <message>
        <source>%1 rows written to %2</source>
        <translation>%1행 저장 완료: %2</translation>
    </message>
    <message>
        <source>Writing %1 …</source>
        <translation>쓰는 중: %1 …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>%1 rows written</source>
        <translation>%1행 저장</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>at least %1 match</source>
        <translation>%1건 이상 일치</translation>
    </message>
    <message>
        <source>%1 rows are selected of about %2 that match.</source>
        <translation>일치하는 약 %2행 중 %1행을 선택했습니다.</translation>
    </message>
    <message>
        <source>%1 rows are selected of %2 that match.</source>
        <translation>일치하는 %2행 중 %1행을 선택했습니다.</translation>
    </message>
    <message>
        <source>Export all</source>
        <translation>전체 내보내기</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>내보내기 취소</translation>
    </message>
    <message>
        <source>No export is running.</source>
        <translation>실행 중인 내보내기가 없습니다.</translation>
    </message>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation>취소했습니다. 저장된 파일이 없습니다.</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>요청 1건</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MilestonePanel</name>
    <message>
        <source>Mark delivered…</source>
        <translation>제출 표시…</translation>
    </message>
    <message>
        <source>Its hold</source>
        <translation>보류 보기</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>거절…</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>승인…</translation>
    </message>
    <message>
        <source>Select a milestone first.</source>
        <translation>먼저 마일스톤을 선택하세요.</translation>
    </message>
    <message>
        <source>It is decided.</source>
        <translation>이미 결정되었습니다.</translation>
    </message>
    <message>
        <source>It is delivered.</source>
        <translation>이미 제출되었습니다.</translation>
    </message>
    <message>
        <source>Its credits are not held yet.</source>
        <translation>크레딧이 아직 보류되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MoneyDialog</name>
    <message>
        <source>Copy receipt</source>
        <translation>영수증 복사</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>다시 묻기</translation>
    </message>
    <message>
        <source>Bears the same key: it takes effect at most once.</source>
        <translation>같은 키를 쓰므로 많아야 한 번만 실행됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cannot be undone: %1</source>
        <translation>되돌릴 수 없습니다. %1</translation>
    </message>
    <message>
        <source>It would be refused now</source>
        <translation>지금은 거부됩니다</translation>
    </message>
    <message>
        <source>It changed since. Nothing has moved.</source>
        <translation>그사이 바뀌었습니다. 아무것도 움직이지 않았습니다.</translation>
    </message>
    <message>
        <source>What it would do is not known yet.</source>
        <translation>결과를 아직 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Look at the effect first.</source>
        <translation>먼저 결과를 확인하세요.</translation>
    </message>
    <message>
        <source>It is under way.</source>
        <translation>진행 중입니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MoneyEffectTable</name>
    <message>
        <source>Total</source>
        <translation>합계</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MovedPanel</name>
    <message>
        <source>What moved</source>
        <translation>변화 요인</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>최신 구간</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Back to the latest spans</source>
        <translation>최신 구간으로 돌아가기</translation>
    </message>
    <message>
        <source>Nothing moved between these spans. Drag over a chart to compare others.</source>
        <translation>두 구간 사이에 변화가 없습니다. 차트를 끌어 다른 구간을 비교하세요.</translation>
    </message>
    <message>
        <source>%1, %2 against %3</source>
        <translation>%1, %2 (비교 %3)</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
</context>
<context>
    <name>bursar::ui::MovementList</name>
    <message>
        <source>next look %1</source>
        <translation>다음 확인 %1</translation>
    </message>
    <message>
        <source>%1 older ones stand in its journal.</source>
        <translation>이전 %1건은 분개장에 있습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::NeedsStrip</name>
    <message>
        <source>Needs you</source>
        <translation>확인 필요</translation>
    </message>
</context>
<context>
    <name>bursar::ui::NewRowsChip</name>
    <message>
        <source>%1 new</source>
        <translation>새 항목 %1개</translation>
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
    <name>bursar::ui::OpenForm</name>
    <message>
        <source>Participants, one a line: id or address, role, credits</source>
        <translation>참가자, 한 줄에 하나: 아이디 또는 주소, 역할, 크레딧</translation>
    </message>
    <message>
        <source>USDC that is paid in</source>
        <translation>입금할 USDC</translation>
    </message>
    <message>
        <source>Milestones (optional), one a line: name, credits</source>
        <translation>마일스톤 (선택), 한 줄에 하나: 이름, 크레딧</translation>
    </message>
    <message>
        <source>%1: a role is client or provider, credits are a whole number.</source>
        <translation>%1: 역할은 client 또는 provider, 크레딧은 정수입니다.</translation>
    </message>
    <message>
        <source>Name the participants.</source>
        <translation>참가자를 적으세요.</translation>
    </message>
    <message>
        <source>Say how much is paid in.</source>
        <translation>입금액을 적으세요.</translation>
    </message>
    <message>
        <source>A milestone is a name and a whole number of credits: %1</source>
        <translation>마일스톤은 이름과 정수 크레딧입니다: %1</translation>
    </message>
</context>
<context>
    <name>bursar::ui::OverviewPage</name>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Revenue, %1</source>
        <translation>매출, %1</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>신규 %1</translation>
    </message>
    <message>
        <source>vs %1</source>
        <translation>이전 %1</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>오류율</translation>
    </message>
    <message>
        <source>No requests in this span.</source>
        <translation>이 기간에 요청이 없습니다.</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>p95 지연 시간</translation>
    </message>
    <message>
        <source>%1 per %2, %3</source>
        <translation>%1, %2 단위, %3</translation>
    </message>
    <message>
        <source> · gap %1: %2</source>
        <translation> · 누락 %1: %2</translation>
    </message>
    <message>
        <source>previous (%1)</source>
        <translation>이전 (%1)</translation>
    </message>
    <message>
        <source>requests per %1</source>
        <translation>요청 수, %1 단위</translation>
    </message>
    <message>
        <source>Top agents</source>
        <translation>상위 에이전트</translation>
    </message>
    <message>
        <source>Top tools</source>
        <translation>상위 도구</translation>
    </message>
    <message>
        <source>by requests, %1 in all · revenue %2</source>
        <translation>요청 순, 전체 %1개 · 매출 %2</translation>
    </message>
    <message>
        <source>asked to pay, not paid</source>
        <translation>결제 요구, 미결제</translation>
    </message>
    <message>
        <source>● %1/s</source>
        <translation>● %1/s</translation>
    </message>
    <message>
        <source>○ paused</source>
        <translation>○ 일시정지</translation>
    </message>
    <message>
        <source>Bursar overview</source>
        <translation>Bursar 개요</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>비교 기준</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>변화 요인</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Revenue by tool</source>
        <translation>도구별 매출</translation>
    </message>
    <message>
        <source>No request of this span was paid for.</source>
        <translation>이 기간에 결제된 요청이 없습니다.</translation>
    </message>
    <message>
        <source>Revenue by tool appears here with the first paid request.</source>
        <translation>첫 결제 요청이 들어오면 도구별 매출이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Traffic by status</source>
        <translation>상태 코드별 트래픽</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>Every request appears here as it comes in.</source>
        <translation>요청이 들어오는 대로 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>아직 내보낼 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation>비교: 이전 기간</translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation>비교: 끔</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>보고서 내보내기</translation>
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
    <name>bursar::ui::PagedList</name>
    <message>
        <source>Add a filter   /</source>
        <translation>필터 추가   /</translation>
    </message>
    <message>
        <source>Filter by this</source>
        <translation>이 값으로 필터</translation>
    </message>
    <message>
        <source>%1: one value, without comparison.</source>
        <translation>%1: 비교 없이 값 하나만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>Many more came since. Home shows them.</source>
        <translation>그 사이 많은 항목이 생겼습니다. Home 키로 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Older ones are found by a filter.</source>
        <translation>더 오래된 것은 필터로 찾습니다.</translation>
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
        <translation>이 에이전트만 보기: %1</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Journal entry #%1</source>
        <translation>분개 항목 #%1</translation>
    </message>
    <message>
        <source>Ledger account #%1</source>
        <translation>원장 계정 #%1</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PaletteList</name>
    <message>
        <source>Go to</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>최근</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PaymentBox</name>
    <message>
        <source>Copy demand</source>
        <translation>청구 내용 복사</translation>
    </message>
    <message>
        <source>As JSON (x402, version 2), for the wallet that signs.</source>
        <translation>서명할 지갑을 위한 JSON (x402, 버전 2).</translation>
    </message>
    <message>
        <source>To be paid (x402)</source>
        <translation>지불할 내용 (x402)</translation>
    </message>
    <message>
        <source>Signed payment</source>
        <translation>서명된 결제</translation>
    </message>
    <message>
        <source>base64 or JSON, as the wallet gives it</source>
        <translation>지갑이 주는 그대로, base64 또는 JSON</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Pay to</source>
        <translation>받는 주소</translation>
    </message>
    <message>
        <source>The signed payment is missing.</source>
        <translation>서명된 결제가 없습니다.</translation>
    </message>
    <message>
        <source>This is no x402 payment of version 1 or 2.</source>
        <translation>x402 버전 1 또는 2 결제가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PerformancePage</name>
    <message>
        <source>Tool</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Error rate</source>
        <translation>오류율</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>vs busiest</source>
        <translation>최다 대비</translation>
    </message>
    <message>
        <source>No request was timed in this span.</source>
        <translation>이 기간에 시간이 측정된 요청이 없습니다.</translation>
    </message>
    <message>
        <source>p50 latency</source>
        <translation>p50 지연 시간</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>p95 지연 시간</translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation>p99 지연 시간</translation>
    </message>
    <message>
        <source>%1 timeouts</source>
        <translation>시간 초과 %1건</translation>
    </message>
    <message>
        <source>No requests in this span.</source>
        <translation>이 기간에 요청이 없습니다.</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>초당 요청</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>per %1</source>
        <translation>%1 단위</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>건/초</translation>
    </message>
    <message>
        <source>mean of each %1</source>
        <translation>%1 단위 평균</translation>
    </message>
    <message>
        <source>requests by time and latency, per %1</source>
        <translation>시간과 지연 시간별 요청 수, %1 단위</translation>
    </message>
    <message>
        <source>revenue %1</source>
        <translation>매출 %1</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%2 중 %1 · %3</translation>
    </message>
    <message>
        <source>The busiest version: the others are compared with it.</source>
        <translation>요청이 가장 많은 버전입니다. 다른 버전을 이 버전과 비교합니다.</translation>
    </message>
    <message>
        <source>errors against the busiest</source>
        <translation>요청이 가장 많은 버전 대비 오류</translation>
    </message>
    <message>
        <source>Bursar performance</source>
        <translation>Bursar 성능</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>비교 기준</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>성능</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>벤치마크</translation>
    </message>
    <message>
        <source>Times and errors appear here with the first request.</source>
        <translation>첫 요청이 들어오면 지연 시간과 오류가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Slowest requests</source>
        <translation>가장 느린 요청</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>상태 점수</translation>
    </message>
    <message>
        <source>Failing requests</source>
        <translation>실패한 요청</translation>
    </message>
    <message>
        <source>Latency map</source>
        <translation>지연 시간 분포</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Versions compared</source>
        <translation>버전 비교</translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation>비교: 이전 기간</translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation>비교: 끔</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>보고서 내보내기</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>아직 내보낼 항목이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::PricePanel</name>
    <message>
        <source>High</source>
        <translation>높음</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>낮음</translation>
    </message>
    <message>
        <source>Show its payments</source>
        <translation>이 도구의 결제 보기</translation>
    </message>
    <message>
        <source>Raise the price of %1</source>
        <translation>가격 인상 %1</translation>
    </message>
    <message>
        <source>Lower the price of %1</source>
        <translation>가격 인하 %1</translation>
    </message>
    <message>
        <source>Keep the prices</source>
        <translation>가격 유지</translation>
    </message>
    <message>
        <source>Keep the price of %1</source>
        <translation>가격 유지 %1</translation>
    </message>
    <message>
        <source>Price now</source>
        <translation>현재 가격</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>제안 가격</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Nothing is expected to change.</source>
        <translation>예상되는 변화가 없습니다.</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>신뢰도</translation>
    </message>
    <message>
        <source>No tool was paid for yet.</source>
        <translation>아직 결제된 도구가 없습니다.</translation>
    </message>
    <message>
        <source>No price is known.</source>
        <translation>알려진 가격이 없습니다.</translation>
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
        <translation>적용</translation>
    </message>
    <message>
        <source>Compare with previous period</source>
        <translation>이전 기간과 비교</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Write a time such as 2025-11-20 08:00, 08:00, -3h or now.</source>
        <translation>2025-11-20 08:00, 08:00, -3h, 지금 등으로 입력하세요.</translation>
    </message>
    <message>
        <source>The end must be after the beginning.</source>
        <translation>끝은 시작보다 뒤여야 합니다.</translation>
    </message>
    <message>
        <source>The beginning lies in the future.</source>
        <translation>시작이 미래 시각입니다.</translation>
    </message>
    <message>
        <source>Nothing is kept from before %1.</source>
        <translation>%1 이전 데이터는 보관하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ReceiptButton</name>
    <message>
        <source>Save receipt…</source>
        <translation>영수증 저장…</translation>
    </message>
    <message>
        <source>Proof for a third party that this stands in the sealed journal. It is checked without this server: bursarctl verify-receipt</source>
        <translation>이 항목이 봉인된 분개장에 있음을 제삼자에게 증명합니다. 이 서버 없이 확인할 수 있습니다: bursarctl verify-receipt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>It is sealed within a second.</source>
        <translation>1초 안에 봉인됩니다.</translation>
    </message>
    <message>
        <source>Save receipt</source>
        <translation>영수증 저장</translation>
    </message>
    <message>
        <source>Receipt (*.json)</source>
        <translation>영수증 (*.json)</translation>
    </message>
</context>
<context>
    <name>bursar::ui::RegisterDialog</name>
    <message>
        <source>Register an agent</source>
        <translation>에이전트 등록</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Search bot</source>
        <translation>검색 봇</translation>
    </message>
    <message>
        <source>Id, made from the name when empty</source>
        <translation>ID, 비워 두면 이름으로 생성</translation>
    </message>
    <message>
        <source>Origin, where it answers (optional)</source>
        <translation>오리진, 에이전트가 응답하는 주소 (선택)</translation>
    </message>
    <message>
        <source>Category (optional)</source>
        <translation>카테고리 (선택)</translation>
    </message>
    <message>
        <source>search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>open: business intelligence</source>
        <translation>open: 비즈니스 인텔리전스</translation>
    </message>
    <message>
        <source>lite: and escrow channels</source>
        <translation>lite: 에스크로 채널 포함</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>등급</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Register agent</source>
        <translation>에이전트 등록</translation>
    </message>
    <message>
        <source>Give it a name or an id.</source>
        <translation>이름 또는 ID를 입력하세요.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::RegistryPage</name>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>활성</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Deregistered</source>
        <translation>해지됨</translation>
    </message>
    <message>
        <source>Find by name or id   /</source>
        <translation>이름 또는 ID로 찾기   /</translation>
    </message>
    <message>
        <source>Your agents appear here. Register one, and send its requests with the key that is shown once.</source>
        <translation>에이전트가 여기에 표시됩니다. 에이전트를 등록하고, 한 번만 표시되는 키로 요청을 보내세요.</translation>
    </message>
    <message>
        <source>Register agent…</source>
        <translation>에이전트 등록…</translation>
    </message>
    <message>
        <source>Operators register agents.</source>
        <translation>에이전트는 운영자가 등록합니다.</translation>
    </message>
    <message>
        <source>Key of %1</source>
        <translation>키: %1</translation>
    </message>
    <message>
        <source>The agent sends its requests with this key.</source>
        <translation>에이전트가 이 키로 요청을 보냅니다.</translation>
    </message>
    <message>
        <source>Find by name or id</source>
        <translation>이름 또는 ID로 찾기</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>The search finds the others.</source>
        <translation>나머지는 검색으로 찾을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::RevenuePage</name>
    <message>
        <source>Revenue, %1</source>
        <translation>매출, %1</translation>
    </message>
    <message>
        <source>Per paying customer</source>
        <translation>결제 고객당</translation>
    </message>
    <message>
        <source>Nobody has paid yet.</source>
        <translation>아직 결제한 고객이 없습니다.</translation>
    </message>
    <message>
        <source>%1 a request</source>
        <translation>요청당 %1</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>고객 생애 가치</translation>
    </message>
    <message>
        <source>over %1 months</source>
        <translation>%1개월 기준</translation>
    </message>
    <message>
        <source>Paying customers</source>
        <translation>결제 고객</translation>
    </message>
    <message>
        <source>No customers in these days.</source>
        <translation>이 기간에 고객이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2명 중 %1명</translation>
    </message>
    <message>
        <source>Month on month</source>
        <translation>전월 대비</translation>
    </message>
    <message>
        <source>There is no earlier month to compare with.</source>
        <translation>비교할 이전 달이 없습니다.</translation>
    </message>
    <message>
        <source>last whole month</source>
        <translation>최근 완료된 달</translation>
    </message>
    <message>
        <source>Revenue by day</source>
        <translation>일별 매출</translation>
    </message>
    <message>
        <source>Revenue by hour</source>
        <translation>시간별 매출</translation>
    </message>
    <message>
        <source>Revenue over time</source>
        <translation>매출 추이</translation>
    </message>
    <message>
        <source>%1 per %2, %3</source>
        <translation>%1, %2 단위, %3</translation>
    </message>
    <message>
        <source>never applied by itself</source>
        <translation>자동으로 적용되지 않음</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>자산</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>자산</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>%1, whole UTC days</source>
        <translation>%1, UTC 하루 단위</translation>
    </message>
    <message>
        <source>%1; assets are never added up</source>
        <translation>%1, 자산은 서로 합산하지 않음</translation>
    </message>
    <message>
        <source>Assets have no common sum.</source>
        <translation>자산은 서로 합산하지 않습니다.</translation>
    </message>
    <message>
        <source>There is no earlier period.</source>
        <translation>이전 기간이 없습니다.</translation>
    </message>
    <message>
        <source>This period is not over yet.</source>
        <translation>아직 끝나지 않은 기간입니다.</translation>
    </message>
    <message>
        <source>%1, all time, UTC</source>
        <translation>%1, 전체 기간, UTC</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>검증됨</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>미검증</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>payments; found on a chain: %1</source>
        <translation>결제 건수, 체인에서 확인: %1</translation>
    </message>
    <message>
        <source>Bursar revenue</source>
        <translation>Bursar 매출</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>비교 기준</translation>
    </message>
    <message>
        <source>Price suggestion</source>
        <translation>가격 제안</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>매출</translation>
    </message>
    <message>
        <source>Split revenue by</source>
        <translation>매출 구분</translation>
    </message>
    <message>
        <source>By tool</source>
        <translation>도구별</translation>
    </message>
    <message>
        <source>By asset</source>
        <translation>자산별</translation>
    </message>
    <message>
        <source>By protocol</source>
        <translation>프로토콜별</translation>
    </message>
    <message>
        <source>Revenue appears here with the first paid request.</source>
        <translation>첫 결제 요청이 들어오면 매출이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Prices are set per agent. Choose one to see a suggestion.</source>
        <translation>가격은 에이전트별로 정합니다. 에이전트를 선택하면 제안을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>No tool has earned anything yet.</source>
        <translation>아직 매출이 있는 도구가 없습니다.</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>비율</translation>
    </message>
    <message>
        <source>Nothing was paid for in these days.</source>
        <translation>이 기간에 결제된 요청이 없습니다.</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>결제액</translation>
    </message>
    <message>
        <source>Top payers</source>
        <translation>상위 결제 고객</translation>
    </message>
    <message>
        <source>Nobody paid in these days.</source>
        <translation>이 기간에 결제한 고객이 없습니다.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>기간별 매출</translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation>기간 단위</translation>
    </message>
    <message>
        <source>Monthly</source>
        <translation>월별</translation>
    </message>
    <message>
        <source>Weekly</source>
        <translation>주별</translation>
    </message>
    <message>
        <source>No period has revenue yet.</source>
        <translation>아직 매출이 있는 기간이 없습니다.</translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation>매출 근거</translation>
    </message>
    <message>
        <source>Compare: previous period</source>
        <translation>비교: 이전 기간</translation>
    </message>
    <message>
        <source>Compare: off</source>
        <translation>비교: 끔</translation>
    </message>
    <message>
        <source>Export report</source>
        <translation>보고서 내보내기</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>아직 내보낼 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Export the course as CSV</source>
        <translation>추이를 CSV로 내보내기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SaveSegmentDialog</name>
    <message>
        <source>Save this segment</source>
        <translation>세그먼트 저장</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save segment</source>
        <translation>세그먼트 저장</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>이름을 입력하세요.</translation>
    </message>
    <message>
        <source>This replaces the one of the same name.</source>
        <translation>같은 이름의 세그먼트를 대체합니다.</translation>
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
        <translation>한 번만 표시되며 다시 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>보관했습니다</translation>
    </message>
    <message>
        <source>Copied. The clipboard is cleared in 60 s.</source>
        <translation>복사했습니다. 클립보드는 60초 후에 지워집니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SegmentPicker</name>
    <message>
        <source>Segment</source>
        <translation>세그먼트</translation>
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
        <translation>아직 확인하지 않음</translation>
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
        <translation>다음 시작에 적용하도록 저장</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>write-only: type a new value</source>
        <translation>쓰기 전용: 새 값 입력</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>설정 안 됨</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>허용 값</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 ~ %2</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Overridden</source>
        <translation>적용 안 됨</translation>
    </message>
    <message>
        <source>The file&apos;s value counts only when neither the environment nor an option sets it.</source>
        <translation>환경 변수나 실행 옵션으로 지정하지 않은 경우에만 파일의 값을 적용합니다.</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>In force after the engine&apos;s next start.</source>
        <translation>엔진을 다음에 시작할 때 적용됩니다.</translation>
    </message>
    <message>
        <source>Nothing changed.</source>
        <translation>변경된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>This is the default.</source>
        <translation>이미 기본값입니다.</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
    <message>
        <source>Must be a whole number.</source>
        <translation>정수를 입력하세요.</translation>
    </message>
    <message>
        <source>Must be within its limits: %1.</source>
        <translation>허용 값: %1</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SettingsPage</name>
    <message>
        <source>kept in %1</source>
        <translation>저장 위치 %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>This console</source>
        <translation>이 콘솔</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>설정 찾기</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Only admins and owners change settings.</source>
        <translation>설정은 관리자와 소유자만 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no line to the engine.</source>
        <translation>엔진에 연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Engine setting</source>
        <translation>엔진 설정</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>%1 is written. It is in force after the engine&apos;s next start.</source>
        <translation>저장 완료: %1. 엔진을 다음에 시작할 때 적용됩니다.</translation>
    </message>
    <message>
        <source>Find a setting   /</source>
        <translation>설정 찾기   /</translation>
    </message>
</context>
<context>
    <name>bursar::ui::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SimulatedChip</name>
    <message>
        <source>Simulated</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>These numbers are simulated; nothing here is real.</source>
        <translation>시뮬레이션 수치입니다. 실제 데이터가 아닙니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::SpanActions</name>
    <message>
        <source>Zoom</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>What moved?</source>
        <translation>변화 요인 보기</translation>
    </message>
    <message>
        <source>Show logs</source>
        <translation>로그 보기</translation>
    </message>
</context>
<context>
    <name>bursar::ui::Sparkline</name>
    <message>
        <source>%1 values</source>
        <translation>값 %1개</translation>
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
        <translation>값 없음</translation>
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
        <translation>실행 시작 %1</translation>
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
        <translation>열 초기화</translation>
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
        <translation>작업</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>실행 중인 작업이 없습니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TimeChart</name>
    <message>
        <source>Chart menu</source>
        <translation>차트 메뉴</translation>
    </message>
    <message>
        <source>total %1</source>
        <translation>합계 %1</translation>
    </message>
    <message>
        <source>still being filled</source>
        <translation>집계 중</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>자료 없음</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>표로 보기</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>텍스트로 복사</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>PNG로 저장…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>CSV로 저장…</translation>
    </message>
    <message>
        <source>Save as PNG</source>
        <translation>PNG로 저장</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>그림 (*.png)</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>CSV로 저장</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>표 (*.csv)</translation>
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
        <translation>여기의 모든 데이터는 시뮬레이터가 만들었습니다. 내보낸 파일과 영수증에도 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TopUpForm</name>
    <message>
        <source>Who gets the credits</source>
        <translation>크레딧을 받을 참가자</translation>
    </message>
    <message>
        <source>Credits, 1,000 for a USDC</source>
        <translation>크레딧, 1 USDC에 1,000</translation>
    </message>
    <message>
        <source>Say how many credits: a whole number.</source>
        <translation>크레딧을 정수로 적으세요.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TransactForm</name>
    <message>
        <source>From</source>
        <translation>보낸 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>크레딧</translation>
    </message>
    <message>
        <source>Memo (optional)</source>
        <translation>메모 (선택)</translation>
    </message>
    <message>
        <source>Say how many credits: a whole number.</source>
        <translation>크레딧을 정수로 적으세요.</translation>
    </message>
    <message>
        <source>The memo is too long: at most 1,024 bytes.</source>
        <translation>메모가 너무 깁니다. 최대 1,024바이트.</translation>
    </message>
</context>
<context>
    <name>bursar::ui::TransactionInspector</name>
    <message>
        <source>Payment</source>
        <translation>결제</translation>
    </message>
    <message>
        <source>Chain transaction</source>
        <translation>체인 트랜잭션</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>이체</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Payout</source>
        <translation>지급</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>영수증</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>증거</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Save evidence…</source>
        <translation>증거 저장…</translation>
    </message>
    <message>
        <source>The chain and the sealed receipt in one file, for a third party to check.</source>
        <translation>연결 내역과 봉인된 영수증을 한 파일에 담아, 제삼자가 확인할 수 있습니다.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 쪽</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 쪽</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Memo</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>분개장</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>빠짐</translation>
    </message>
    <message>
        <source>It is sealed within a second.</source>
        <translation>1초 안에 봉인됩니다.</translation>
    </message>
    <message>
        <source>Save evidence</source>
        <translation>증거 저장</translation>
    </message>
    <message>
        <source>Evidence (*.json)</source>
        <translation>증거 (*.json)</translation>
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
</TS>
