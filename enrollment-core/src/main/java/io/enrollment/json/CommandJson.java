package io.enrollment.json;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.enrollment.StepHold;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;

/** What enrollments are told, as it is recorded. */
final class CommandJson {

    private CommandJson() {}

    static void write(JsonLine json, Command command) {
        if (command instanceof Command.StepDue due) {
            json.put("command", "STEP_DUE");
            json.object("recovery", recovery -> OutcomeJson.write(recovery, due.recovery()));
            due.held().ifPresent(hold -> json.object("held", held -> held(held, hold)));
        } else if (command instanceof Command.Attempted attempted) {
            json.put("command", "ATTEMPTED");
            attempted(json, attempted);
        } else if (command instanceof Command.HearIt hear) {
            json.put("command", "HEAR");
            json.object("event", event -> EventJson.write(event, hear.event()));
            json.number("softBounces", hear.softBounces());
        } else {
            ordered(json, command);
        }
    }

    private static void held(JsonLine json, StepHold hold) {
        json.put("reason", hold.reason());
        json.put("until", hold.until());
        json.put("why", hold.why());
        json.bool("waits", hold.waits());
    }

    static void attempted(JsonLine json, Command.Attempted attempted) {
        json.object("outcome", outcome -> OutcomeJson.write(outcome, attempted.outcome()));
        json.put("startedAt", attempted.startedAt());
        json.bool("retriable", attempted.retriable());
    }

    /** What a person orders, or the engine in the same way. */
    private static void ordered(JsonLine json, Command command) {
        if (command instanceof Command.PauseIt pause) {
            head(json, "PAUSE", pause.by());
            json.put("cause", pause.cause());
            json.put("since", pause.since());
        } else if (command instanceof Command.ResumeIt resume) {
            head(json, "RESUME", resume.by());
            json.put("cause", resume.cause());
        } else if (command instanceof Command.StopIt stop) {
            head(json, "STOP", stop.by());
            json.put("cause", stop.cause());
        } else if (command instanceof Command.RemoveIt remove) {
            head(json, "REMOVE", remove.by());
        } else if (command instanceof Command.RetryIt retry) {
            head(json, "RETRY", retry.by());
        } else if (command instanceof Command.ExpireIt expire) {
            head(json, "EXPIRE", expire.by());
            json.put("cause", expire.cause());
        } else if (command instanceof Command.UndoReplyIt undo) {
            undo(json, undo);
        } else {
            onStep(json, command);
        }
    }

    private static void undo(JsonLine json, Command.UndoReplyIt undo) {
        head(json, "UNDO_REPLY", undo.by());
        json.put("event", undo.eventId());
        json.put("channel", undo.channel());
        json.bool("stands", undo.stands());
        json.bool("last", undo.last());
    }

    private static void onStep(JsonLine json, Command command) {
        if (command instanceof Command.SkipIt skip) {
            head(json, "SKIP", skip.by());
            json.put("step", skip.step());
        } else if (command instanceof Command.HurryIt hurry) {
            head(json, "HURRY", hurry.by());
            json.put("step", hurry.step());
        } else if (command instanceof Command.ReassignIt reassign) {
            head(json, "REASSIGN", reassign.by());
            json.put("step", reassign.step());
            json.put("assignee", reassign.assignee());
        } else if (command instanceof Command.ResolveIt resolve) {
            head(json, "RESOLVE", resolve.by());
            json.put("step", resolve.step());
            json.bool("sent", resolve.sent());
            json.bool("stands", resolve.stands());
        } else {
            Command.DisposeIt dispose = (Command.DisposeIt) command;
            head(json, "DISPOSE", dispose.by());
            json.put("step", dispose.step());
            json.put("disposition", dispose.disposition());
            json.put("callBackAt", dispose.callBackAt());
        }
    }

    private static void head(JsonLine json, String name, Command.By by) {
        json.put("command", name);
        by(json, by);
    }

    static void by(JsonLine json, Command.By by) {
        json.object("by", who -> {
            who.put("actor", by.actor());
            who.put("reason", by.reason());
        });
    }

    static Command read(Stored json) {
        return switch (json.text("command")) {
            case "STEP_DUE" ->
                new Command.StepDue(
                        OutcomeJson.recovery(json.part("recovery")),
                        json.maybePart("held").map(CommandJson::hold));
            case "ATTEMPTED" -> attempted(json);
            case "HEAR" -> new Command.HearIt(EventJson.read(json.part("event")), json.integer("softBounces"));
            default -> ordered(json, by(json));
        };
    }

    private static StepHold hold(Stored json) {
        return new StepHold(json.text("reason"), json.instant("until"), json.text("why"), json.flag("waits"));
    }

    static Command.Attempted attempted(Stored json) {
        return new Command.Attempted(
                OutcomeJson.read(json.part("outcome")), json.instant("startedAt"), json.flag("retriable"));
    }

    static Command.By by(Stored json) {
        Stored by = json.part("by");
        return new Command.By(by.text("actor"), by.text("reason"));
    }

    private static Command ordered(Stored json, Command.By by) {
        return switch (json.text("command")) {
            case "PAUSE" ->
                new Command.PauseIt(
                        json.text("cause", PauseCause::valueOf), by, json.maybe("since", StoredTimes::instant));
            case "RESUME" -> new Command.ResumeIt(json.maybe("cause", PauseCause::valueOf), by);
            case "STOP" -> new Command.StopIt(json.text("cause", EndCause::valueOf), by);
            case "REMOVE" -> new Command.RemoveIt(by);
            case "RETRY" -> new Command.RetryIt(by);
            case "EXPIRE" -> new Command.ExpireIt(json.text("cause", EndCause::valueOf), by);
            case "UNDO_REPLY" ->
                new Command.UndoReplyIt(
                        json.text("event"),
                        json.text("channel", ChannelKind::valueOf),
                        json.flag("stands"),
                        json.flag("last"),
                        by);
            default -> onStep(json, json.text("step", StepKey::of), by);
        };
    }

    private static Command onStep(Stored json, StepKey step, Command.By by) {
        return switch (json.text("command")) {
            case "SKIP" -> new Command.SkipIt(step, by);
            case "HURRY" -> new Command.HurryIt(step, by);
            case "REASSIGN" -> new Command.ReassignIt(step, json.text("assignee"), by);
            case "RESOLVE" -> new Command.ResolveIt(step, json.flag("sent"), json.flag("stands"), by);
            case "DISPOSE" ->
                new Command.DisposeIt(
                        step, json.text("disposition"), json.maybe("callBackAt", StoredTimes::instant), by);
            default -> throw json.refused("command", "be a command that this version knows");
        };
    }
}
