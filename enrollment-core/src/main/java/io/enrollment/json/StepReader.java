package io.enrollment.json;

import com.google.common.base.CaseFormat;
import io.enrollment.criteria.Condition;
import io.enrollment.internal.Require;
import io.enrollment.plan.DeliveryMode;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepKind;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.Timing;
import io.enrollment.plan.WhenBlocked;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one step. */
final class StepReader {

    private static final StepKey UNREADABLE = StepKey.of("?");
    private static final int MOST_ATTEMPTS = 100;
    private static final int LARGEST_WEIGHT = 1_000_000;

    private final Section step;
    private final StepKey key;
    private final StepSettings settings;

    private StepReader(Section step, StepKey key, StepSettings settings) {
        this.step = step;
        this.key = key;
        this.settings = settings;
    }

    /** The step; empty when a fault was found that leaves none. */
    static Optional<Step> read(Section step) {
        Optional<StepKind> kind = step.requireText("kind", StepReader::kind);
        Optional<StepKey> key = step.requireText("key", StepKey::of);
        StepSettings settings = settings(step);
        StepReader reader = new StepReader(step, key.orElse(UNREADABLE), settings);
        Optional<Step> read = kind.flatMap(reader::step);
        kind.ifPresent(known -> step.end());
        return key.flatMap(named -> read);
    }

    /** The kind as documents name it. */
    static String name(StepKind kind) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, kind.name());
    }

    private static StepKind kind(String name) {
        return Arrays.stream(StepKind.values())
                .filter(kind -> name(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> Require.refusal("kind", name, "be one of " + kinds()));
    }

    private static String kinds() {
        return Arrays.stream(StepKind.values()).map(StepReader::name).collect(Collectors.joining(", "));
    }

    private static StepSettings settings(Section step) {
        StepSettings.Builder settings = StepSettings.builder();
        timing(step).ifPresent(settings::timing);
        step.section("window").flatMap(WindowJson::read).ifPresent(settings::window);
        step.text("zone", Times::zone).ifPresent(settings::zone);
        step.flag("businessDaysOnly").ifPresent(settings::businessDaysOnly);
        step.text("staleAfter", StepReader::positive).ifPresent(settings::staleAfter);
        step.text("next", StepKey::of).ifPresent(settings::next);
        return settings.build();
    }

    private static Optional<Timing> timing(Section step) {
        return step.atMostOne("after", "afterStart")
                .flatMap(anchor -> step.section(anchor)
                        .flatMap(DelayJson::read)
                        .map(delay -> anchor.equals("after") ? Timing.after(delay) : Timing.afterStart(delay)));
    }

    private static Duration positive(String text) {
        Duration duration = Times.duration(text);
        Require.that(!duration.isZero(), "duration", text, "be longer than nothing");
        return duration;
    }

    private Optional<Step> step(StepKind kind) {
        return switch (kind) {
            case EMAIL -> message().map(message -> new Step.Email(key, settings, message));
            case TEXT -> message().map(message -> new Step.Text(key, settings, message));
            case CALL -> call();
            case TASK -> task();
            case ACTION -> action();
            case WAIT -> WaitJson.read(step).map(until -> new Step.Wait(key, settings, until));
            case BRANCH -> branch();
            case SPLIT -> split();
            case GOAL -> step.requireCondition("when").map(when -> new Step.Goal(key, settings, when));
            case ENROLL_IN -> step.requireText("plan", PlanId::of).map(plan -> new Step.EnrollIn(key, settings, plan));
            case EXIT -> exit();
        };
    }

    private Optional<MessageSettings> message() {
        MessageSettings.Builder message = MessageSettings.builder();
        Optional<String> template = step.requireText("template", 500);
        template.ifPresent(message::template);
        step.oneOf("messageClass", MessageClass.class).ifPresent(message::messageClass);
        step.text("topic", 200).ifPresent(message::topic);
        step.flag("concernsRole").ifPresent(message::concernsRole);
        step.oneOf("whenBlocked", WhenBlocked.class).ifPresent(message::whenBlocked);
        step.flag("quietHours").ifPresent(message::quietHours);
        step.oneOf("delivery", DeliveryMode.class).ifPresent(message::delivery);
        return template.map(name -> message.build());
    }

    private Optional<Step> call() {
        Optional<String> assignee = step.requireText("assignee", 200);
        Optional<String> script = step.text("script", 200);
        int attempts = step.integer("maxAttempts", 1, MOST_ATTEMPTS).orElse(1);
        Duration spacing = step.text("spacing", Times::duration).orElse(Duration.ZERO);
        Optional<Duration> within = step.text("dueWithin", StepReader::positive);
        boolean skip = step.flag("skipOverdue").orElse(false);
        return assignee.map(who -> new Step.Call(key, settings, who, script, attempts, spacing, within, skip));
    }

    private Optional<Step> task() {
        Optional<String> assignee = step.requireText("assignee", 200);
        Optional<String> title = step.requireText("title", 500);
        Optional<Duration> within = step.text("dueWithin", StepReader::positive);
        boolean skip = step.flag("skipOverdue").orElse(false);
        return assignee.flatMap(who -> title.map(what -> new Step.Task(key, settings, who, what, within, skip)));
    }

    private Optional<Step> action() {
        Optional<String> action = step.requireText("action", 200);
        Map<String, String> parameters = step.entries("parameters");
        return action.map(name -> new Step.Action(key, settings, name, parameters));
    }

    private Optional<Step> branch() {
        Optional<List<Step.Arm>> arms = step.requireSections("arms", StepReader::arm);
        Optional<StepKey> otherwise = step.text("otherwise", StepKey::of);
        return arms.flatMap(some -> some.isEmpty()
                ? step.refuse("arms", "have at least one element")
                : Optional.of(new Step.Branch(key, settings, some, otherwise)));
    }

    private static Optional<Step.Arm> arm(Section arm) {
        Optional<Condition> when = arm.requireCondition("when");
        Optional<StepKey> goTo = arm.requireText("goTo", StepKey::of);
        arm.end();
        return when.flatMap(condition -> goTo.map(target -> new Step.Arm(condition, target)));
    }

    private Optional<Step> split() {
        return step.requireSections("shares", StepReader::share)
                .flatMap(shares -> shares.size() < 2
                        ? step.refuse("shares", "have at least two elements")
                        : Optional.of(new Step.Split(key, settings, shares)));
    }

    private static Optional<Step.Share> share(Section share) {
        Optional<String> name = share.requireText("name", 100);
        Optional<Integer> weight = share.requireInteger("weight", 1, LARGEST_WEIGHT);
        Optional<StepKey> goTo = share.requireText("goTo", StepKey::of);
        share.end();
        return name.flatMap(n -> weight.flatMap(w -> goTo.map(target -> new Step.Share(n, w, target))));
    }

    private Optional<Step> exit() {
        Optional<Condition> when = step.condition("when");
        return when.isEmpty() && step.has("when") ? Optional.empty() : Optional.of(new Step.Exit(key, settings, when));
    }
}
