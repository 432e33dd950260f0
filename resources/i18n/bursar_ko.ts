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
    <name>bursar::ui::Avatar</name>
    <message>
        <source>You</source>
        <translation>나</translation>
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
    <name>bursar::ui::ConsoleApp</name>
    <message>
        <source>starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>The server's certificate is now pinned.</source>
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
        <source>The server's certificate changed. Nothing is sent until you compare it.</source>
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
    <name>bursar::ui::Rail</name>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
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
    <name>bursar::ui::ServerDelegate</name>
    <message>
        <source>not looked yet</source>
        <translation>아직 확인하지 않음</translation>
    </message>
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
        <source>No authority of this system vouches for this certificate. Compare it with the server's keeper:</source>
        <translation>이 시스템의 어떤 인증 기관도 이 인증서를 보증하지 않습니다. 서버 관리자와 비교하세요:</translation>
    </message>
    <message>
        <source>Type the server's address.</source>
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
    <name>bursar::ui::StatusBar</name>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Waiting for the engine's first answer</source>
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
