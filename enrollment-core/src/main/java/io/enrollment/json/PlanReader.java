package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Exclusion;
import io.enrollment.plan.OnAppointment;
import io.enrollment.plan.OnFailure;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.OnResume;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectType;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** Reads one plan. */
final class PlanReader {

    private static final int MOST_EXCLUSION_DAYS = 36_500;

    private final Section document;
    private final Faults faults;
    private final Plan.Builder plan = Plan.builder();

    private PlanReader(Section document, Faults faults) {
        this.document = document;
        this.faults = faults;
    }

    /** The plan; empty when any fault was found. */
    static Optional<Plan> read(JsonNode root, Faults faults) {
        return Section.of(root, "", faults).flatMap(document -> new PlanReader(document, faults).plan());
    }

    private Optional<Plan> plan() {
        document.requireFormat(PlanJson.FORMAT);
        document.requireText("id", PlanId::of).ifPresent(plan::id);
        document.text("name", 200).ifPresent(plan::name);
        document.oneOf("subjectType", SubjectType.class).ifPresent(plan::subjectType);
        dates();
        audience();
        reEntry();
        policies();
        steps();
        document.end();
        return faults.isEmpty() ? Optional.of(plan.build()) : Optional.empty();
    }

    private void dates() {
        document.text("zone", Times::zone).ifPresent(plan::zone);
        document.text("startDate", Times::date).ifPresent(plan::startDate);
        document.text("endDate", Times::date).ifPresent(plan::endDate);
        document.text("maximumAge", PlanReader::age).ifPresent(plan::maximumAge);
    }

    private static Period age(String text) {
        Period age = Times.period(text);
        Require.that(!age.isZero(), "maximumAge", text, "be longer than nothing");
        return age;
    }

    private void audience() {
        document.texts("requiredChannels", PlanReader::channel).ifPresent(plan::requiredChannels);
        document.condition("criteria").ifPresent(plan::criteria);
        document.flag("enforceCriteria").ifPresent(plan::enforceCriteria);
        document.sections("audience", PlanReader::query).ifPresent(plan::audience);
        document.section("runSchedule").flatMap(PlanRunsJson::readSchedule).ifPresent(plan::runSchedule);
        document.section("blastGuard").flatMap(PlanRunsJson::readGuard).ifPresent(plan::blastGuard);
        document.flag("expireNoLongerMatching").ifPresent(plan::expireNoLongerMatching);
        document.sections("exclusions", PlanReader::exclusion).ifPresent(plan::exclusions);
        document.integer("marketingExclusionDays", 0, MOST_EXCLUSION_DAYS).ifPresent(plan::marketingExclusionDays);
        document.flag("exclusionExempt").ifPresent(plan::exclusionExempt);
        document.flag("inboundOverridesExclusion").ifPresent(plan::inboundOverridesExclusion);
    }

    private static ChannelKind channel(String name) {
        return Section.constant("channel", name, ChannelKind.class);
    }

    private static Optional<AudienceQuery> query(Section query) {
        Optional<String> key = query.requireText("key", 100);
        int order = query.integer("order", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(0);
        Optional<Condition> when = query.requireCondition("when");
        query.end();
        return key.flatMap(name -> when.map(condition -> new AudienceQuery(name, order, condition)));
    }

    private static Optional<Exclusion> exclusion(Section exclusion) {
        Optional<String> name = exclusion.requireText("name", 100);
        Optional<Condition> when = exclusion.requireCondition("when");
        exclusion.end();
        return name.flatMap(called -> when.map(condition -> new Exclusion(called, condition)));
    }

    private void reEntry() {
        document.flag("uniqueEvent").ifPresent(plan::uniqueEvent);
        document.text("eventKeyAttribute", 200).ifPresent(plan::eventKeyAttribute);
        reEnrollment().ifPresent(plan::reEnrollment);
    }

    private Optional<ReEnrollment> reEnrollment() {
        return document.isText("reEnrollment")
                ? document.text("reEnrollment", PlanReader::named)
                : document.section("reEnrollment").flatMap(PlanReader::afterExit);
    }

    private static ReEnrollment named(String name) {
        return switch (name) {
            case "ONCE" -> new ReEnrollment.Once();
            case "ONCE_PER_EVENT_KEY" -> new ReEnrollment.OncePerEventKey();
            case "RESTART_ACTIVE" -> new ReEnrollment.RestartActive();
            default ->
                throw Require.refusal(
                        "reEnrollment",
                        name,
                        "be one of ONCE, ONCE_PER_EVENT_KEY, RESTART_ACTIVE, or an object with afterExit");
        };
    }

    private static Optional<ReEnrollment> afterExit(Section policy) {
        Optional<ReEnrollment> read = policy.requireSection("afterExit").flatMap(afterExit -> {
            Optional<Period> coolDown = afterExit.requireText("coolDown", Times::period);
            Optional<Integer> maximum = afterExit.integer("maximum", 1, Integer.MAX_VALUE);
            afterExit.end();
            return coolDown.map(time -> new ReEnrollment.AfterExit(time, maximum));
        });
        policy.end();
        return read;
    }

    private void policies() {
        document.oneOf("onReply", OnReply.class).ifPresent(plan::onReply);
        document.oneOf("onAppointment", OnAppointment.class).ifPresent(plan::onAppointment);
        document.sections("dispositions", DispositionJson::read).ifPresent(plan::dispositions);
        document.oneOf("onFailure", OnFailure.class).ifPresent(plan::onFailure);
        document.oneOf("onUncertain", OnUncertain.class).ifPresent(plan::onUncertain);
        document.oneOf("onResume", OnResume.class).ifPresent(plan::onResume);
        document.section("window").flatMap(WindowJson::read).ifPresent(plan::window);
        document.text("minimumGap", Times::duration).ifPresent(plan::minimumGap);
        document.section("circuitBreaker").flatMap(BreakerJson::read).ifPresent(plan::circuitBreaker);
    }

    private void steps() {
        Optional<List<Step>> steps = document.requireSections("steps", StepReader::read);
        steps.ifPresent(plan::steps);
        steps.filter(List::isEmpty).ifPresent(none -> document.refuse("steps", "have at least one element"));
    }
}
