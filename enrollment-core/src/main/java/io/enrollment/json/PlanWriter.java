package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import java.util.Optional;

/**
 * Writes one plan. Equal plans are written alike: members stand in a fixed order, sets are sorted, and what is as by
 * default is left out.
 */
final class PlanWriter {

    private static final Plan USUAL = Plan.builder()
            .id(PlanId.of("?"))
            .addStep(new Step.Exit(StepKey.of("?"), StepSettings.none(), Optional.empty()))
            .build();

    private final Plan plan;
    private final ObjectNode document = Json.object().put("format", PlanJson.FORMAT);

    private PlanWriter(Plan plan) {
        this.plan = plan;
    }

    static ObjectNode write(Plan plan) {
        return new PlanWriter(plan).write();
    }

    private ObjectNode write() {
        document.put("id", plan.id().value());
        Json.put(document, "name", plan.name(), plan.id().value());
        Json.put(document, "subjectType", plan.subjectType(), USUAL.subjectType());
        Json.put(document, "zone", plan.zone());
        Json.put(document, "startDate", plan.startDate());
        Json.put(document, "endDate", plan.endDate());
        Json.put(document, "maximumAge", plan.maximumAge());
        audience();
        reEntry();
        policies();
        ArrayNode steps = document.putArray("steps");
        plan.steps().forEach(step -> steps.add(StepWriter.write(step)));
        return document;
    }

    private void audience() {
        if (!plan.requiredChannels().isEmpty()) {
            ArrayNode channels = document.putArray("requiredChannels");
            plan.requiredChannels().stream().sorted().forEach(channel -> channels.add(channel.name()));
        }
        plan.criteria().ifPresent(criteria -> document.set("criteria", ConditionJson.write(criteria)));
        Json.put(document, "enforceCriteria", plan.enforceCriteria(), USUAL.enforceCriteria());
        queries();
        plan.runSchedule().ifPresent(schedule -> document.set("runSchedule", PlanRunsJson.write(schedule)));
        plan.blastGuard().ifPresent(guard -> document.set("blastGuard", PlanRunsJson.write(guard)));
        Json.put(document, "expireNoLongerMatching", plan.expireNoLongerMatching(), USUAL.expireNoLongerMatching());
        exclusions();
        plan.marketingExclusionDays().ifPresent(days -> document.put("marketingExclusionDays", days));
        Json.put(document, "exclusionExempt", plan.exclusionExempt(), USUAL.exclusionExempt());
        Json.put(
                document,
                "inboundOverridesExclusion",
                plan.inboundOverridesExclusion(),
                USUAL.inboundOverridesExclusion());
    }

    private void queries() {
        if (!plan.audience().isEmpty()) {
            ArrayNode audience = document.putArray("audience");
            plan.audience()
                    .forEach(query -> audience.addObject()
                            .put("key", query.key())
                            .put("order", query.order())
                            .set("when", ConditionJson.write(query.when())));
        }
    }

    private void exclusions() {
        if (!plan.exclusions().isEmpty()) {
            ArrayNode exclusions = document.putArray("exclusions");
            plan.exclusions()
                    .forEach(exclusion -> exclusions
                            .addObject()
                            .put("name", exclusion.name())
                            .set("when", ConditionJson.write(exclusion.when())));
        }
    }

    private void reEntry() {
        Json.put(document, "uniqueEvent", plan.uniqueEvent(), USUAL.uniqueEvent());
        Json.put(document, "eventKeyAttribute", plan.eventKeyAttribute());
        ReEnrollment policy = plan.reEnrollment();
        if (policy instanceof ReEnrollment.Once) {
            document.put("reEnrollment", "ONCE");
        } else if (policy instanceof ReEnrollment.RestartActive) {
            document.put("reEnrollment", "RESTART_ACTIVE");
        } else if (policy instanceof ReEnrollment.AfterExit afterExit) {
            ObjectNode node = document.putObject("reEnrollment").putObject("afterExit");
            node.put("coolDown", afterExit.coolDown().toString());
            afterExit.maximum().ifPresent(maximum -> node.put("maximum", maximum));
        }
    }

    private void policies() {
        Json.put(document, "onReply", plan.onReply(), USUAL.onReply());
        Json.put(document, "onAppointment", plan.onAppointment(), USUAL.onAppointment());
        DispositionJson.write(plan.dispositions(), document);
        Json.put(document, "onFailure", plan.onFailure(), USUAL.onFailure());
        Json.put(document, "onUncertain", plan.onUncertain(), USUAL.onUncertain());
        Json.put(document, "onResume", plan.onResume(), USUAL.onResume());
        plan.window().ifPresent(window -> document.set("window", WindowJson.write(window)));
        Json.put(document, "minimumGap", plan.minimumGap(), USUAL.minimumGap());
        plan.circuitBreaker().ifPresent(breaker -> document.set("circuitBreaker", BreakerJson.write(breaker)));
    }
}
