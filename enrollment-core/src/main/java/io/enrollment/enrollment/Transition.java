package io.enrollment.enrollment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a decision says: the state after it, what the log says of it, and what is to be done outside first. With an effect
 * other than none, the state is as it was and the log is empty: the stored claim is the intent.
 *
 * @param after the state after it
 * @param log what happened, in order, numbered from the {@code nextSeq} of the state before; empty when nothing changed
 * @param effect what is to be done outside
 * @param refusal why the command is not allowed in this state; nothing changed then
 */
public record Transition(Enrollment after, List<LogEntry> log, Effect effect, Optional<String> refusal) {
    /** Copies the list. */
    public Transition {
        log = List.copyOf(log);
    }

    /** Nothing to do outside: the state and the log are to be stored. */
    static Transition settled(Enrollment after, List<LogEntry> log) {
        return new Transition(after, log, new Effect.None(), Optional.empty());
    }

    /** Something to do outside first. */
    static Transition effect(Enrollment state, Effect effect) {
        return new Transition(state, List.of(), effect, Optional.empty());
    }

    /** A command that is not allowed in this state. */
    static Transition refused(Enrollment state, String refusal) {
        return new Transition(state, List.of(), new Effect.None(), Optional.of(refusal));
    }

    /** The same, its first log entry, which must be there, saying what it was decided on. */
    public Transition recorded(String decidedOn) {
        List<LogEntry> told = new ArrayList<>(log);
        LogEntry.Builder first = LogEntry.builder();
        told.set(0, first.from(log.get(0)).decidedOn(decidedOn).build());
        return new Transition(after, told, effect, refusal);
    }

    /** Whether there is nothing to do outside and the transition is to be stored. */
    public boolean isSettled() {
        return effect instanceof Effect.None;
    }
}
