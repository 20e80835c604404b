package io.enrollment.enrollment;

import io.enrollment.calendar.DueTime;
import io.enrollment.eligibility.Reasons;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.subject.ChannelKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What came back from outside, and what it does to an enrollment. What concerns one that has ended is written down only. */
final class Hearing {

    private final Plan plan;
    private final Schedule schedule;
    private final Walk walk;
    private final Command.HearIt heard;

    Hearing(Plan plan, Schedule schedule, Walk walk, Command.HearIt heard) {
        this.plan = plan;
        this.schedule = schedule;
        this.walk = walk;
        this.heard = heard;
    }

    Transition hear(Facts facts) {
        long before = walk.state().nextSeq();
        InboundEvent.What what = heard.event().what();
        if (what instanceof InboundEvent.Reply reply) {
            reply(reply.channel());
        } else if (what instanceof InboundEvent.TextReply text) {
            text(TextWord.of(text.words()));
        } else if (what instanceof InboundEvent.OutOfOffice away) {
            away(new Absence(facts, zoneStep(), schedule)
                    .until(away, heard.event().at()));
        } else if (what instanceof InboundEvent.Bounce bounce) {
            bounce(bounce);
        } else if (what instanceof InboundEvent.Complaint complaint) {
            log(LogKind.COMPLAINED, complaint.channel().name());
            stop(EndCause.OPTED_OUT);
        } else if (what instanceof InboundEvent.Unsubscribe unsubscribe) {
            unsubscribe(unsubscribe.scope());
        } else {
            note(what);
        }
        if (walk.state().nextSeq() > before && !isOver()) {
            remember(what);
            endWait();
        }
        return walk.settled();
    }

    private boolean isOver() {
        return walk.state().status().isTerminal();
    }

    private Step zoneStep() {
        return isOver() ? plan.steps().get(0) : walk.current();
    }

    private void note(InboundEvent.What what) {
        if (what instanceof InboundEvent.Delivered) {
            log(LogKind.DELIVERED, what.name());
        } else if (what instanceof InboundEvent.Opened) {
            log(LogKind.OPENED, what.name());
        } else if (what instanceof InboundEvent.Clicked) {
            log(LogKind.CLICKED, what.name());
        } else if (isWaitedFor(what.name()) && !isOver()) {
            log(LogKind.EVENT, what.name());
        }
    }

    /** Keeps what a wait of the plan is for; words for the machine are no reply. */
    private void remember(InboundEvent.What what) {
        boolean forPeople = !(what instanceof InboundEvent.TextReply text)
                || TextWord.of(text.words()).isReply();
        if (forPeople && isWaitedFor(what.name()) && !hasEnded(what.name())) {
            update(walk.state().heard().event(what.name(), heard.event().at()));
        }
    }

    /** Whether such an event has ended the present wait already: a later one must not take its place. */
    private boolean hasEnded(String name) {
        return walk.state().due().isPresent()
                && Waits.event(walk.current())
                        .filter(event -> event.event().equals(name))
                        .isPresent()
                && Waits.inTime(walk.current(), walk.state(), walk.now()).isPresent();
    }

    private boolean isWaitedFor(String name) {
        return plan.steps().stream()
                .flatMap(step -> Waits.event(step).stream())
                .anyMatch(event -> event.event().equals(name));
    }

    /** Lets a wait end that was for this. */
    private void endWait() {
        boolean carried = walk.state().status().isActive() && walk.state().due().isPresent();
        if (carried && Waits.inTime(walk.current(), walk.state(), walk.now()).isPresent()) {
            walk.dueAt(walk.state().due().orElseThrow());
        }
    }

    private void update(Heard next) {
        if (!next.equals(walk.state().heard())) {
            walk.update(walk.state().toBuilder().heard(next));
        }
    }

    private void log(LogKind kind, String reason) {
        walk.log(entry(kind).reason(reason));
    }

    private LogEntry.Builder entry(LogKind kind) {
        LogEntry.Builder entry = walk.entry(kind);
        entry.putDetail("event", heard.event().id())
                .putDetail("happened", heard.event().at().toString());
        if (heard.event().about() instanceof InboundEvent.About.Message message) {
            entry.idempotencyKey(message.key());
            plan.steps().stream()
                    .filter(step ->
                            IdempotencyKey.of(walk.state().id(), step.key(), 1).equals(message.key()))
                    .findFirst()
                    .ifPresent(step -> entry.step(step.key()));
        }
        return entry;
    }

    private void text(TextWord word) {
        switch (word) {
            case STOP -> unsubscribe(new InboundEvent.Scope.OfChannel(ChannelKind.TEXT));
            case START -> subscribedAgain();
            case HELP -> log(LogKind.HELP_ASKED, word.name());
            case REVIEW -> {
                replied(ChannelKind.TEXT);
                pause(PauseCause.REVIEW);
            }
            case NONE -> reply(ChannelKind.TEXT);
        }
    }

    /** The newest word counts, in whatever order they are told. */
    private void subscribedAgain() {
        if (isOver()) {
            return;
        }
        log(LogKind.RESUBSCRIBED, ChannelKind.TEXT.name());
        Heard said = walk.state()
                .heard()
                .event(word(true, ChannelKind.TEXT), heard.event().at());
        update(
                isNewest(said, true, ChannelKind.TEXT)
                        ? said.opened(ChannelKind.TEXT, Reasons.CHANNEL_OPTED_OUT)
                        : said);
    }

    private boolean isNewest(Heard said, boolean in, ChannelKind channel) {
        Heard.Seen other = said.events().get(word(!in, channel));
        return other == null || !other.at().isAfter(heard.event().at());
    }

    /** A name that no event of the host's can have. */
    private static String word(boolean in, ChannelKind channel) {
        return (in ? "\u0001in " : "\u0001out ") + channel.name();
    }

    private void reply(ChannelKind channel) {
        replied(channel);
        if (plan.onReply() == OnReply.PAUSE) {
            pause(PauseCause.REPLIED);
        } else if (plan.onReply() == OnReply.STOP) {
            stop(EndCause.REPLIED);
        }
    }

    private void replied(ChannelKind channel) {
        log(LogKind.REPLIED, channel.name());
        walk.update(walk.state().toBuilder().counters(walk.state().counters().plusReplied(channel, 1)));
    }

    /** What has failed waits for somebody already; a pause would hide why. */
    private void pause(PauseCause cause) {
        Optional<Pause> open = walk.state().pause();
        boolean holdable = walk.state().status().isActive() || open.isPresent();
        if (!holdable || open.filter(pause -> pause.causes().contains(cause)).isPresent()) {
            return;
        }
        LogEntry.Builder entry = walk.entry(LogKind.PAUSED)
                .reason(cause.name())
                .putDetail("event", heard.event().id());
        walk.state().step().ifPresent(entry::step);
        walk.log(entry);
        Set<PauseCause> causes = new HashSet<>(open.map(Pause::causes).orElse(Set.of()));
        causes.add(cause);
        walk.pause(new Pause(
                open.map(Pause::since).orElse(walk.now()),
                causes,
                open.map(Pause::heldDue).orElse(walk.state().due())));
    }

    private void stop(EndCause cause) {
        if (!isOver()) {
            walk.end(EnrollmentStatus.STOPPED, cause, LogKind.STOPPED, Command.By.ENGINE);
        }
    }

    private void away(Instant until) {
        if (isOver()) {
            return;
        }
        walk.log(entry(LogKind.OUT_OF_OFFICE).reason("HELD").putDetail("until", until.toString()));
        update(walk.state().heard().quiet(until));
        boolean held = walk.current() instanceof Step.Message || walk.current() instanceof Step.Call;
        if (held && walk.state().work().open().isEmpty()) {
            holdUntilBack();
        }
    }

    /** Said in a pause it holds what the pause holds, so that a resume finds what it would have without the pause. */
    private void holdUntilBack() {
        Enrollment state = walk.state();
        if (state.pause().isPresent()) {
            Pause pause = state.pause().get();
            pause.heldDue()
                    .flatMap(this::gated)
                    .map(due -> new Pause(pause.since(), pause.causes(), Optional.of(walk.wake(due))))
                    .ifPresent(later -> walk.update(state.toBuilder().pause(later)));
        } else if (state.status().isActive()) {
            state.due().flatMap(this::gated).ifPresent(walk::dueAt);
        }
    }

    private Optional<DueTime> gated(DueTime due) {
        return schedule.gate(walk.current(), walk.state(), due.at()).map(later -> Dues.because("out of office", later));
    }

    private void bounce(InboundEvent.Bounce bounce) {
        Heard before = walk.state().heard();
        int soft = heard.softBounces() + before.soft(bounce.channel()) + (bounce.hard() ? 0 : 1);
        boolean hard = bounce.hard() || soft >= InboundEvent.SOFT_IS_HARD;
        walk.log(entry(LogKind.BOUNCED)
                .reason(hard ? "HARD" : "SOFT")
                .putDetail("channel", bounce.channel().name())
                .putDetail("softBounces", Integer.toString(soft)));
        Heard after = bounce.hard() ? before : before.softBounce(bounce.channel());
        update(hard ? after.closed(bounce.channel(), reason(bounce.channel())) : after);
    }

    private static String reason(ChannelKind channel) {
        return channel == ChannelKind.EMAIL ? Reasons.EMAIL_BOUNCED : Reasons.PHONE_SUPPRESSED;
    }

    private void unsubscribe(InboundEvent.Scope scope) {
        if (scope instanceof InboundEvent.Scope.OfChannel channel) {
            close(channel.channel());
        } else if (!(scope instanceof InboundEvent.Scope.OfPlan of) || of.plan().equals(plan.id())) {
            log(LogKind.UNSUBSCRIBED, scope instanceof InboundEvent.Scope.All ? "ALL" : "PLAN");
            stop(EndCause.OPTED_OUT);
        }
    }

    private void close(ChannelKind channel) {
        if (isOver()) {
            log(LogKind.UNSUBSCRIBED, channel.name());
            return;
        }
        log(LogKind.UNSUBSCRIBED, channel.name());
        Heard said =
                walk.state().heard().event(word(false, channel), heard.event().at());
        if (!isNewest(said, false, channel)) {
            update(said);
            return;
        }
        update(said.closed(channel, Reasons.CHANNEL_OPTED_OUT));
        if (!isReachableElsewhere()) {
            stop(EndCause.OPTED_OUT);
        }
    }

    /** Whether a step is left on a channel that is not closed. */
    private boolean isReachableElsewhere() {
        return plan.reachableFrom(walk.state().step().orElseThrow()).stream()
                .filter(step -> !walk.state().done().contains(step.key()))
                .flatMap(step -> Advance.channel(step).stream())
                .anyMatch(channel -> !walk.state().heard().closed().containsKey(channel));
    }
}
