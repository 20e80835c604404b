package io.enrollment.json;

import static io.enrollment.calendar.Delay.businessDays;
import static io.enrollment.calendar.Delay.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enrollment.calendar.SendWindow;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.Plan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {

    private static final String STEP = "{'kind':'email','key':'hello','template':'hello'}";

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "welcome", "everything"})
    void goldenPlansAreWrittenAsTheyStand(String name) {
        assertThat(PlanJson.write(PlanJson.read(Golden.plan(name)))).isEqualTo(Golden.plan(name));
    }

    /** A hash that changes would make a new version of every plan that is published again. */
    @ParameterizedTest
    @CsvSource({
        "minimal,    a007691a70c38a2cebea969d422cae3981dd1b95ae2f3f9ad39e39fb1e3ca2e2",
        "welcome,    0f3eb14ca39d275a3a037af3189c899b73b9ee565e22e9573bb9cb3d63f5df77",
        "everything, ab11d616f19fa18f42851ef99e78dad20dd236d71b44ef9f7829c4541c012e26"
    })
    void goldenPlansKeepTheirHash(String name, String hash) {
        assertThat(PlanJson.contentHash(PlanJson.read(Golden.plan(name)))).isEqualTo(hash);
    }

    @Test
    void theFluentFormAndTheJsonFormSayTheSame() {
        Plan welcome = Plan.forPeople("welcome")
                .zone("America/Toronto")
                .email("hello", "templates/hello")
                .waitFor(businessDays(2).at("09:00"))
                .text("nudge", "templates/nudge")
                .within(SendWindow.weekdays("09:00", "20:00"))
                .onReply(OnReply.PAUSE)
                .marketingExclusion(days(30))
                .build();
        assertThat(PlanJson.read(Golden.plan("welcome"))).isEqualTo(welcome);
    }

    @Test
    void streamsAndReadersAreReadAsTexts() throws IOException {
        String text = "\uFEFF" + Golden.plan("everything").replace("Everything", "\u00C9\uD83D\uDE97");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(PlanJson.read(new ByteArrayInputStream(bytes))).isEqualTo(PlanJson.read(text));
        assertThat(PlanJson.read(new StringReader(text))).isEqualTo(PlanJson.read(text));
    }

    @Test
    void everyFaultIsToldInTheOrderOfTheDocument() {
        List<JsonFault> faults = faults(
                "{'id':7,'steps':[{'kind':'fax'},{'kind':'text','key':'k','template':'t','after':{'days':1,'hours':2}},"
                        + "{'kind':'exit','key':'','colour':'red'}],'zone':'Mars/Olympus','endDate':'2026-02-30'}");
        assertThat(faults)
                .extracting(JsonFault::path)
                .containsExactly(
                        "",
                        "/id",
                        "/steps/0",
                        "/steps/0/kind",
                        "/steps/1/after",
                        "/steps/2/key",
                        "/steps/2/colour",
                        "/zone",
                        "/endDate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'zone':'Mars/Olympus'         | /zone: \"Mars/Olympus\" is refused: must be a zone of the time zone database, like America/Toronto",
                "'startDate':'2026-02-30'      | /startDate: \"2026-02-30\" is refused: must be a date that exists, like 2026-02-28",
                "'startDate':20260101          | /startDate: \"20260101\" is refused: must be a text",
                "'enforceCriteria':'true'      | /enforceCriteria: \"true\" is refused: must be true or false",
                "'name':null                   | /name: \"null\" is refused: must be a text",
                "'name':''                     | /name: \"\" is refused: must be 1 to 200 code points, not blank, without control characters",
                "'onReply':'pause'             | /onReply: \"pause\" is refused: must be one of CONTINUE, PAUSE, STOP",
                "'marketingExclusionDays':1e99 | /marketingExclusionDays: \"1E+99\" is refused: must be a whole number from 0 to 36500",
                "'marketingExclusionDays':1e999999999999 | /marketingExclusionDays: \"1e999999999999\" is refused: must be a number with an exponent within ±1000",
                "'minimumGap':'PT4'            | /minimumGap: \"PT4\" is refused: must be an ISO 8601 duration like PT36H",
                "'minimumGap':'-PT4H'          | /minimumGap: \"-PT4H\" is refused: must be an ISO 8601 duration like PT36H",
                "'maximumAge':'P0D'            | /maximumAge: \"P0D\" is refused: must be longer than nothing",
                "'window':{'daily':'9-20'}     | /window/daily: \"9-20\" is refused: must be two different times of day like 09:00-20:00",
                "'window':{'days':{'MO':[]}}   | /window/days/MO: \"MO\" is refused: must be one of MON, TUE, WED, THU, FRI, SAT, SUN",
                "'window':{'always':false}     | /window/always: \"false\" is refused: must be true",
                "'window':{'rules':[]}         | /window/rules: \"an array\" is refused: must have at least one element",
                "'requiredChannels':['FAX']    | /requiredChannels/0: \"FAX\" is refused: must be one of EMAIL, TEXT, CALL",
                "'reEnrollment':'TWICE'        | /reEnrollment: \"TWICE\" is refused: must be one of ONCE, ONCE_PER_EVENT_KEY, RESTART_ACTIVE, or an object with afterExit",
                "'reEnrollment':{'afterExit':{'coolDown':'P1D','maximum':0}} | /reEnrollment/afterExit/maximum: \"0\" is refused: must be a whole number from 1 to 2147483647",
                "'audience':[{'key':'a','when':{'field':'x','op':'like','value':1}}] | /audience/0/when/op: \"like\" is refused: must be one of eq, ne, lt, le, gt, ge, in, notIn, contains, notContains, startsWith, endsWith",
                "'Name':'x'                    | /Name: \"Name\" is refused: must be one of",
                "'name':'\\ud800'              | /name: \"\uFFFD\" is refused: must be well-formed Unicode, without a lone surrogate",
            })
    void oneBadMemberIsOneFault(String member, String fault) {
        List<JsonFault> faults =
                faults("{'format':'enrollment-plan/1','id':'p','steps':[" + STEP + "]," + member + "}");
        assertThat(faults.get(0).toString()).startsWith(fault);
        assertThat(faults.stream().map(JsonFault::path).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'kind':'fax','key':'k' | /kind: \"fax\" is refused: must be one of email, text, call, task, action, wait, branch, split, goal, enrollIn, exit",
                "'kind':'email','key':'k' | : \"an object\" is refused: must have the member template",
                "'kind':'exit' | : \"an object\" is refused: must have the member key",
                "'key':'k' | : \"an object\" is refused: must have the member kind",
                "'kind':'exit','key':'k','template':'t' | /template: \"template\" is refused: must be one of",
                "'kind':'branch','key':'k','arms':[] | /arms: \"an array\" is refused: must have at least one element",
                "'kind':'branch','key':'k','arms':[{'goTo':'a'}] | /arms/0: \"an object\" is refused: must have the member when",
                "'kind':'split','key':'k','shares':[{'name':'A','weight':1,'goTo':'a'}] | /shares: \"an array\" is refused: must have at least two elements",
                "'kind':'split','key':'k','shares':[{'name':'A','weight':0,'goTo':'a'},{'name':'B','weight':1,'goTo':'b'}] | /shares/0/weight: \"0\" is refused: must be a whole number from 1 to 1000000",
                "'kind':'wait','key':'k' | : \"an object\" is refused: must have exactly one of for, until, untilAttribute, event",
                "'kind':'wait','key':'k','for':{'days':-1} | /for/days: \"-1\" is refused: must be a whole number from 0 to 36525",
                "'kind':'wait','key':'k','for':{'days':1.5} | /for/days: \"1.5\" is refused: must be a whole number from 0 to 36525",
                "'kind':'wait','key':'k','for':{'hours':1,'at':'09:00'} | /for/at: \"09:00\" is refused: must go with days, weeks, months, businessDays or period, not with elapsed time",
                "'kind':'wait','key':'k','for':{'days':1,'at':'24:00'} | /for/at: \"24:00\" is refused: must be a time of day like 09:00",
                "'kind':'wait','key':'k','until':{'date':'2027-02-29'} | /until/date: \"2027-02-29\" is refused: must be a date that exists, like 2026-02-28",
                "'kind':'wait','key':'k','event':{'name':'x','timeout':'PT0S'} | /event/timeout: \"PT0S\" is refused: must be longer than nothing",
                "'kind':'action','key':'k','action':'a','parameters':{'n':1} | /parameters/n: \"1\" is refused: must be a text",
                "'kind':'email','key':'k','template':'t','after':{'days':1},'afterStart':{'days':1} | : \"an object\" is refused: must have exactly one of after, afterStart",
                "'kind':'email','key':'k','template':'t','staleAfter':'PT0S' | /staleAfter: \"PT0S\" is refused: must be longer than nothing",
                "'kind':'call','key':'k','assignee':'a','maxAttempts':101 | /maxAttempts: \"101\" is refused: must be a whole number from 1 to 100",
            })
    void oneBadStepIsOneFault(String step, String fault) {
        List<JsonFault> faults = faults("{'format':'enrollment-plan/1','id':'p','steps':[{" + step + "}]}");
        assertThat(faults.get(0).toString()).startsWith("/steps/0" + fault);
        assertThat(faults).hasSize(1);
    }

    /** What a newer version says in another way is not read as if it had said nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'after':{'fortnights':1}",
                "'after':{'at':'09:00'}",
                "'window':{'moonlight':true}",
                "'window':{'rules':[{'moonlight':true}]}"
            })
    void aStoredPlanIsNotReadWithoutItsTimes(String times) {
        String step = "{'kind':'email','key':'k','template':'t'," + times + "}";
        String document = ("{'format':'enrollment-plan/1','id':'p','steps':[" + step + "]}").replace('\'', '"');
        assertThatExceptionOfType(InvalidDocumentException.class).isThrownBy(() -> PlanJson.readStored(document));
        assertThatExceptionOfType(InvalidDocumentException.class).isThrownBy(() -> PlanJson.read(document));
    }

    @Test
    void whatCouldNotBeReadAgainIsNotStored() {
        LocalDate far = LocalDate.of(12_345, 1, 1);
        List<Plan> unwritable = List.of(
                Plan.forPeople("p").exit("e").with(plan -> plan.endDate(far)).build(),
                Plan.forPeople("p")
                        .exit("e")
                        .with(plan -> plan.eventKeyAttribute(""))
                        .build(),
                Plan.forPeople("p").action("a", "act", Map.of("k", "\uD800")).build(),
                Plan.forPeople("p")
                        .action("a", "act", Map.of("k", "x".repeat(1_000_000)))
                        .build());
        for (Plan plan : unwritable) {
            assertThatExceptionOfType(InvalidDocumentException.class).isThrownBy(() -> PlanJson.canonical(plan));
            assertThatExceptionOfType(InvalidDocumentException.class).isThrownBy(() -> PlanJson.contentHash(plan));
        }
    }

    @Test
    void formatOfAnotherVersionIsRefused() {
        assertThat(faults("{'format':'enrollment-plan/2','id':'p','steps':[" + STEP + "]}"))
                .extracting(JsonFault::toString)
                .containsExactly("/format: \"enrollment-plan/2\" is refused: must be enrollment-plan/1");
    }

    @Test
    void membersThatStandTwiceAreRefused() {
        assertThat(
                        faults(
                                "{'format':'enrollment-plan/1','id':'p','id':'q','steps':[{'kind':'exit','key':'a','key':'b'}]}"))
                .extracting(JsonFault::toString)
                .containsExactly(
                        "/id: \"id\" is refused: must stand only once in its object",
                        "/steps/0/key: \"key\" is refused: must stand only once in its object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                | document: \"\" is refused: must be a JSON object",
                "\"  \"              | document: \"\" is refused: must be a JSON object",
                "[]                  | document: \"an array\" is refused: must be an object",
                "null                | document: \"null\" is refused: must be an object",
                "{                   | document: \"line 1, column 2\" is refused: must be well-formed JSON: Unexpected end-of-input",
                "{'id'               | document: \"line 1, column 6\" is refused: must be well-formed JSON: Unexpected end-of-input",
                "{'id': NaN}         | document: \"line 1, column 11\" is refused: must be well-formed JSON: Non-standard token",
                "{'id': 01}          | document: \"line 1, column 9\" is refused: must be well-formed JSON: Invalid numeric value",
                "PK\u0003\u0004      | document: \"line 1, column 1\" is refused: must be well-formed JSON: Unrecognized token",
            })
    void whatIsNoJsonObjectIsOneFault(String text, String fault) {
        List<JsonFault> faults = faults(text);
        assertThat(faults.get(0).toString()).startsWith(fault);
        assertThat(faults.get(0).path()).isEmpty();
    }

    @Test
    void textAfterTheEndIsRefused() {
        assertThat(faults(Golden.plan("minimal") + "{}"))
                .extracting(JsonFault::toString)
                .containsExactly("document: \"{\" is refused: must end after its JSON object");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 250, 300, 5_000, 100_000})
    void deepNestingIsOneFault(int levels) {
        String criteria = "{'not':".repeat(levels) + "{'everybody':true}" + "}".repeat(levels);
        List<JsonFault> faults =
                faults("{'format':'enrollment-plan/1','id':'p','criteria':" + criteria + ",'steps':[" + STEP + "]}");
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).rule()).startsWith("not be nested over ").endsWith(" levels deep");
    }

    @Test
    void deepArraysAreOneFault() {
        assertThat(faults("[".repeat(200_000)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("not be nested over 256 levels deep"));
    }

    @Test
    void hugeDocumentsAreRefusedUnread() throws IOException {
        String huge = "{'format':'" + "x".repeat(1_000_000) + "'}";
        assertThat(faults(huge))
                .extracting(JsonFault::toString)
                .containsExactly("document: \"more than 1000000 characters\" is refused: must have at most 1000000");
        InvalidDocumentException endless =
                catchThrowableOfType(InvalidDocumentException.class, () -> PlanJson.read(new EndlessStream()));
        assertThat(endless.faults()).hasSize(1);
        assertThat(EndlessStream.MOST).isGreaterThan(1_000_000);
    }

    @Test
    void longTextsAndManyFaultsStayBounded() {
        assertThat(faults("{'format':'" + "x".repeat(200_000) + "'}"))
                .extracting(JsonFault::rule)
                .contains("have at most 100000 characters");
        assertThat(faults("{'steps':[" + "1,".repeat(400_000) + "1]}")).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void otherEncodingsAreRefusedWithThePlaceOfTheFirstBadByte() {
        byte[] latin = "{\"id\":\"caf\u00E9\"}".getBytes(StandardCharsets.ISO_8859_1);
        InvalidDocumentException refusal = catchThrowableOfType(
                InvalidDocumentException.class, () -> PlanJson.read(new ByteArrayInputStream(latin)));
        assertThat(refusal).hasMessage("document: \"byte 11 of the stream\" is refused: must be UTF-8 text");
    }

    private static List<JsonFault> faults(String document) {
        InvalidDocumentException refusal =
                catchThrowableOfType(InvalidDocumentException.class, () -> PlanJson.read(document.replace('\'', '"')));
        assertThat(refusal)
                .as("refusal of %s", document.substring(0, Math.min(200, document.length())))
                .isNotNull();
        return refusal.faults();
    }
}
