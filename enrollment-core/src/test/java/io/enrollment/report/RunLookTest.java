package io.enrollment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.json.RunDetailJson;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.subject.OrganizationId;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunLookTest {

    private static final Instant T0 = Instant.parse("2026-03-02T15:00:00Z");

    private static Funnel.Stage stage(FunnelStage stage, long in, long out, Map<String, Long> rejections) {
        return new Funnel.Stage(stage, in, out, new TreeMap<>(rejections));
    }

    static EnrollerRun run(String plan) {
        Funnel funnel = new Funnel(List.of(
                stage(FunnelStage.QUERY_PARAM_CUSTOMERS, 9_000, 8_990, Map.of("CRITERIA_NOT_MET", 10L)),
                stage(
                        FunnelStage.POTENTIAL_CUSTOMERS,
                        8_990,
                        6_100,
                        Map.of(
                                "EMAIL_MISSING",
                                1_500L,
                                "EMAIL_SYNTAX",
                                700L,
                                "EMAIL_BOUNCED",
                                400L,
                                "PHONE_INVALID",
                                200L,
                                "PHONE_MISSING",
                                50L,
                                "SUBJECT_DELETED",
                                30L,
                                "HOST:<b>\"odd\" & long, longer than any picture has room for</b>",
                                10L)),
                stage(FunnelStage.POTENTIAL_EVENTS, 6_100, 5_000, Map.of("ALREADY_IN_QUEUE", 1_100L)),
                stage(FunnelStage.ELIGIBLE, 5_000, 3_210, Map.of("FAILED_NO_CONSENT", 1_790L)),
                stage(FunnelStage.SUCCESS, 3_210, 3_200, Map.of("ALREADY_IN_QUEUE", 10L))));
        QueryProgress.Builder query = QueryProgress.builder();
        EnrollerRun.Builder run = EnrollerRun.builder();
        return run.id(RunId.of("r-1"))
                .organization(OrganizationId.DEFAULT)
                .plan(PlanId.of(plan))
                .version(3)
                .purpose(RunPurpose.DEFAULT)
                .status(RunStatus.IN_PROGRESS)
                .actor("ann")
                .reason("spring sale")
                .createdAt(T0)
                .dueAt(T0)
                .startedAt(T0.plusSeconds(1))
                .addQueries(query.key("bought")
                        .order(1)
                        .status(RunStatus.IN_PROGRESS)
                        .found(10_000)
                        .duplicates(1_000)
                        .expected(20_000L)
                        .took(Duration.ofSeconds(5))
                        .startedAt(T0.plusSeconds(1))
                        .build())
                .funnel(funnel)
                .build();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void theFunnelIsAPictureWithEveryStageAndCount() throws Exception {
        String svg = FunnelChart.svg(run("welcome"));
        NodeList shapes = parsed(svg).getElementsByTagName("polygon");
        assertThat(shapes.getLength()).as("duplicates and five stages").isEqualTo(6);
        assertThat(svg)
                .contains("Query param customers")
                .contains("6,100 of 8,990 (67.9 %)")
                .contains("DUPLICATE_IN_RUN")
                .contains("2 other reasons")
                .doesNotContain("href");
        assertThat(FunnelChart.svg(run("welcome"))).isEqualTo(svg);
    }

    @Test
    void whateverThePlanIsCalledThePictureParses() throws Exception {
        String odd = "a<b & \"c\" 'd' ]]> 🙂 –";
        assertThat(parsed(FunnelChart.svg(run(odd)))
                        .getElementsByTagName("title")
                        .item(0)
                        .getTextContent())
                .isEqualTo("Plan " + odd);
    }

    @Test
    void theFlowChartHasOneNodeForEachStageAndKeepsMarkupOut() {
        String mermaid = FunnelChart.mermaid(run("welcome"));
        assertThat(mermaid.lines().filter(line -> line.contains("-->"))).hasSize(6);
        assertThat(mermaid).startsWith("flowchart TD\n").contains("n5 --> n6[\"Success<br/>3,200\"]");
        assertThat(mermaid).doesNotContain("<b>").contains("EMAIL_MISSING 1,500");
    }

    @Test
    void theDetailTellsStepRateAndWhatIsLeft() {
        RunDetail detail = RunDetail.of(run("welcome"), T0.plusSeconds(11));
        assertThat(detail.step()).isEqualTo("query bought");
        assertThat(detail.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(detail.perSecond()).isEqualTo(1000.0);
        assertThat(detail.left()).contains(Duration.ofSeconds(10));
        assertThat(detail.events()).extracting(RunEvent::group).containsSubsequence(RunEvent.Group.values());
        assertThat(detail.events())
                .extracting(RunEvent::text)
                .contains("asked for by ann, DEFAULT: spring sale", "3,200 enrolled", "1,500 rejected: EMAIL_MISSING");
        assertThat(RunDetailJson.write(detail))
                .contains("\"format\":\"enrollment-run-detail/1\"")
                .contains("\"left\":\"PT10S\"")
                .contains("\"averageTimes\":{\"bought\":\"PT0.0005S\"}");
    }

    @Test
    void sharesNeverRoundToNothingOrToAll() {
        assertThat(Numbers.share(0, 10)).isEqualTo("0 %");
        assertThat(Numbers.share(10, 10)).isEqualTo("100 %");
        assertThat(Numbers.share(1, 100_000)).isEqualTo("<0.1 %");
        assertThat(Numbers.share(99_999, 100_000)).isEqualTo(">99.9 %");
        assertThat(Numbers.share(0, 0)).isEqualTo("–");
    }
}
