package io.enrollment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.eligibility.Reasons;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import io.enrollment.run.RunId;
import io.enrollment.run.RunPurpose;
import io.enrollment.run.RunStatus;
import io.enrollment.subject.OrganizationId;
import java.io.StringReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Pictures and events of runs that count, of runs that enroll nobody, and of plans with names that no picture has room for. */
class RunPictureTest {

    private static final Instant T0 = Instant.parse("2026-03-02T15:00:00Z");

    private static EnrollerRun run(String plan, RunPurpose purpose, Funnel funnel, long... found) {
        EnrollerRun.Builder run = EnrollerRun.builder();
        run.id(RunId.of("run-1"))
                .organization(OrganizationId.of("acme"))
                .plan(PlanId.of(plan))
                .version(1)
                .purpose(purpose)
                .status(RunStatus.COMPLETED)
                .actor("anna")
                .createdAt(T0)
                .dueAt(T0)
                .startedAt(T0)
                .completedAt(T0)
                .funnel(funnel);
        for (int i = 0; i < found.length; i++) {
            QueryProgress.Builder query = QueryProgress.builder();
            run.addQueries(query.key("query [" + i + "]")
                    .order(i)
                    .status(RunStatus.COMPLETED)
                    .found(found[i])
                    .completedAt(T0)
                    .build());
        }
        return run.build();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void aRunThatOnlyCountsShowsWhatEachQueryFound() throws Exception {
        EnrollerRun counted = run("spring", RunPurpose.CRITERION_STATS, Funnel.empty(), 750, 250);
        assertThat(FunnelChart.mermaid(counted))
                .contains("n0 --> q1[\"query #91;0#93;<br/>750\"]", "n0 --> q2[\"query #91;1#93;<br/>250\"]");
        String svg = FunnelChart.svg(counted);
        assertThat(parsed(svg).getElementsByTagName("polygon").getLength()).isEqualTo(2);
        assertThat(svg).contains("query [0]", "750 of 1,000 (75.0 %)", "250 of 1,000 (25.0 %)");
    }

    @Test
    void aTitleIsNoLongerThanThePicture() throws Exception {
        String name = "a-plan-name-that-goes-on-".repeat(7);
        Document picture = parsed(FunnelChart.svg(run(name, RunPurpose.CRITERION_STATS, Funnel.empty(), 1)));
        assertThat(picture.getElementsByTagName("text").item(0).getTextContent())
                .hasSizeLessThanOrEqualTo(64)
                .endsWith("…");
    }

    @Test
    void whatXmlCannotHoldBecomesABlank() throws Exception {
        FunnelSvg picture = new FunnelSvg("bell\u0007 half\ud83d end\uffff", "sub", 1);
        picture.add("all", 1, 0, List.of(Map.entry("odd\u0001\ude00reason", 1L)));
        assertThat(parsed(picture.document())
                        .getElementsByTagName("title")
                        .item(0)
                        .getTextContent())
                .isEqualTo("bell  half  end ");
    }

    @Test
    void whomASimulationWouldEnrollIsPendingAndNotRejected() {
        List<Funnel.Stage> stages = Arrays.stream(FunnelStage.values())
                .map(stage -> stage == FunnelStage.SUCCESS
                        ? new Funnel.Stage(stage, 7, 0, new TreeMap<>(Map.of(Reasons.NOT_ENROLLED, 7L)))
                        : new Funnel.Stage(stage, 7, 7, new TreeMap<>()))
                .toList();
        EnrollerRun simulated = run("spring", RunPurpose.CAMPAIGN_SIMULATION, new Funnel(stages), 7);
        assertThat(RunEvents.of(simulated))
                .extracting(RunEvent::text)
                .contains("7 pending: a run for CAMPAIGN_SIMULATION enrolls nobody")
                .noneMatch(text -> text.contains("rejected"));
    }
}
