package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepSettings;
import io.enrollment.plan.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Writes one step: what it is, what it does, then its settings, each without what is as by default. */
final class StepWriter {

    private static final MessageSettings USUAL = MessageSettings.of("?");

    private StepWriter() {}

    static ObjectNode write(Step step) {
        ObjectNode node = Json.object()
                .put("kind", StepReader.name(step.kind()))
                .put("key", step.key().value());
        body(step, node);
        settings(step.settings(), node);
        return node;
    }

    private static void body(Step step, ObjectNode node) {
        switch (step.kind()) {
            case EMAIL, TEXT -> message(((Step.Message) step).message(), node);
            case CALL -> call((Step.Call) step, node);
            case TASK -> task((Step.Task) step, node);
            case ACTION -> action((Step.Action) step, node);
            case WAIT -> WaitJson.write(((Step.Wait) step).until(), node);
            case BRANCH -> branch((Step.Branch) step, node);
            case SPLIT -> split((Step.Split) step, node);
            case GOAL -> node.set("when", ConditionJson.write(((Step.Goal) step).when()));
            case ENROLL_IN -> node.put("plan", ((Step.EnrollIn) step).plan().value());
            case EXIT -> ((Step.Exit) step).when().ifPresent(when -> node.set("when", ConditionJson.write(when)));
        }
    }

    private static void message(MessageSettings message, ObjectNode node) {
        node.put("template", message.template());
        Json.put(node, "messageClass", message.messageClass(), USUAL.messageClass());
        Json.put(node, "topic", message.topic());
        Json.put(node, "concernsRole", message.concernsRole(), USUAL.concernsRole());
        Json.put(node, "whenBlocked", message.whenBlocked(), USUAL.whenBlocked());
        Json.put(node, "quietHours", message.quietHours(), USUAL.quietHours());
        Json.put(node, "delivery", message.delivery(), USUAL.delivery());
    }

    private static void call(Step.Call call, ObjectNode node) {
        node.put("assignee", call.assignee());
        Json.put(node, "script", call.script());
        if (call.maxAttempts() > 1) {
            node.put("maxAttempts", call.maxAttempts());
        }
        Json.put(node, "spacing", call.spacing(), Duration.ZERO);
        limit(call, node);
    }

    private static void task(Step.Task task, ObjectNode node) {
        node.put("assignee", task.assignee()).put("title", task.title());
        limit(task, node);
    }

    private static void limit(Step.Personal step, ObjectNode node) {
        Json.put(node, "dueWithin", step.dueWithin());
        Json.put(node, "skipOverdue", step.skipOverdue(), false);
    }

    private static void action(Step.Action action, ObjectNode node) {
        node.put("action", action.action());
        if (!action.parameters().isEmpty()) {
            ObjectNode parameters = node.putObject("parameters");
            new TreeMap<>(action.parameters()).forEach(parameters::put);
        }
    }

    private static void branch(Step.Branch branch, ObjectNode node) {
        ArrayNode arms = node.putArray("arms");
        branch.arms()
                .forEach(arm ->
                        arms.addObject().put("goTo", arm.goTo().value()).set("when", ConditionJson.write(arm.when())));
        Json.put(node, "otherwise", branch.otherwise());
    }

    private static void split(Step.Split split, ObjectNode node) {
        ArrayNode shares = node.putArray("shares");
        split.shares()
                .forEach(share -> shares.addObject()
                        .put("name", share.name())
                        .put("weight", share.weight())
                        .put("goTo", share.goTo().value()));
    }

    private static void settings(StepSettings settings, ObjectNode node) {
        timing(settings.timing(), node);
        settings.window().ifPresent(window -> node.set("window", WindowJson.write(window)));
        Json.put(node, "zone", settings.zone());
        Json.put(node, "businessDaysOnly", settings.businessDaysOnly(), false);
        Json.put(node, "staleAfter", settings.staleAfter());
        Json.put(node, "next", settings.next());
    }

    private static void timing(Timing timing, ObjectNode node) {
        Optional.of(timing)
                .filter(given -> !given.equals(Timing.immediately()))
                .ifPresent(given -> node.set(
                        given.anchor() == Timing.Anchor.START ? "afterStart" : "after",
                        DelayJson.write(given.delay())));
    }
}
