package io.enrollment.testkit;

import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.spi.Channel;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A channel that does what it is told with the next messages, and looks at each before it takes it. */
final class ToldChannel implements Channel {

    /** What becomes of a message. */
    enum Answer {
        ACCEPT,
        REJECT,
        FAIL_FOR_NOW,
        THROW_UNTAKEN,
        THROW,
        TAKE_AND_SAY_NOTHING,
        CRASH_BEFORE,
        CRASH_AFTER
    }

    /** The process ends in the middle of a hand-off: of no other kind of error, since all others are outcomes. */
    static final class Crash extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
    }

    private final ChannelKind kind;
    private final boolean lookup;
    private final Consumer<OutboundMessage> look;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Deque<Runnable> interruptions = new ArrayDeque<>();
    private final Set<IdempotencyKey> taken = new HashSet<>();

    ToldChannel(ChannelKind kind, boolean lookup, Consumer<OutboundMessage> look) {
        this.kind = kind;
        this.lookup = lookup;
        this.look = look;
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    /** Does this when the next message is handed to it. */
    void interrupt(Runnable what) {
        interruptions.add(what);
    }

    /** Takes whatever comes from now on. */
    void behave() {
        answers.clear();
        interruptions.clear();
    }

    /** A person has looked, and wants a message in doubt to be sent again. */
    void forget(IdempotencyKey key) {
        if (!lookup) {
            taken.remove(key);
        }
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public boolean canLookup() {
        return lookup;
    }

    @Override
    public Optional<Outcome.Accepted> lookup(IdempotencyKey key) {
        return taken.contains(key) ? Optional.of(new Outcome.Accepted("found")) : Optional.empty();
    }

    @Override
    public CompletionStage<Outcome> send(OutboundMessage message) {
        look.accept(message);
        if (taken.contains(message.key())) {
            throw new AssertionError("handed off twice: " + message.key());
        }
        Optional.ofNullable(interruptions.poll()).ifPresent(Runnable::run);
        return CompletableFuture.completedFuture(outcome(message.key(), Optional.ofNullable(answers.poll())));
    }

    private Outcome outcome(IdempotencyKey key, Optional<Answer> answer) {
        return switch (answer.orElse(Answer.ACCEPT)) {
            case ACCEPT -> take(key, new Outcome.Accepted("ref"));
            case REJECT -> new Outcome.Rejected("NO_SUCH_BOX", "550");
            case FAIL_FOR_NOW -> new Outcome.Failed("BUSY", "421", Optional.empty());
            case THROW_UNTAKEN -> throw new NotHandedOffException("no connection");
            case THROW -> {
                doubtful(key);
                throw new IllegalStateException("broke");
            }
            case TAKE_AND_SAY_NOTHING -> take(key, new Outcome.Unknown("no answer"));
            case CRASH_BEFORE -> {
                doubtful(key);
                throw new Crash();
            }
            case CRASH_AFTER -> {
                taken.add(key);
                throw new Crash();
            }
        };
    }

    private Outcome take(IdempotencyKey key, Outcome outcome) {
        taken.add(key);
        return outcome;
    }

    /** Who cannot be asked must be treated as if it had taken the message. */
    private void doubtful(IdempotencyKey key) {
        if (!lookup) {
            taken.add(key);
        }
    }
}
