package io.enrollment.engine;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.TextWord;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes in what comes back from outside: finds the enrollments that it concerns, and tells each of them once. Thread-safe. */
final class Inbox {

    private static final int PAGE = 200;
    private static final Set<EnrollmentStatus> ALL = Set.of();

    private final World world;
    private final Commands commands;
    private final Suppressions suppressions;
    private final Breakers breakers;

    Inbox(World world, Commands commands, Suppressions suppressions, Breakers breakers) {
        this.world = world;
        this.commands = commands;
        this.suppressions = suppressions;
        this.breakers = breakers;
    }

    InboundResult receive(OrganizationId organization, InboundEvent event, Instant now) {
        InboundResult result = tell(organization, event, now);
        boolean counts = event.what() instanceof InboundEvent.Bounce || event.what() instanceof InboundEvent.Complaint;
        if (counts && !world.store().inHostTransaction()) {
            result.results().stream()
                    .filter(CommandResult::changed)
                    .map(changed -> changed.enrollment().plan())
                    .distinct()
                    .forEach(plan -> breakers.heard(organization, plan));
        }
        return result;
    }

    private InboundResult tell(OrganizationId organization, InboundEvent event, Instant now) {
        Optional<Enrollment> named = named(organization, event.about());
        SubjectId subject =
                named.map(Enrollment::subject).orElseGet(() -> ((InboundEvent.About.Somebody) event.about()).id());
        if (event.what() instanceof InboundEvent.Bounce bounce) {
            return new InboundResult(bounce(organization, subject, named, event, bounce, now), Optional.empty());
        }
        suppressions.tell(organization, subject, event);
        Map<EnrollmentId, Enrollment> concerned = new LinkedHashMap<>();
        named.ifPresent(one -> concerned.put(one.id(), one));
        if (named.isEmpty() || isWide(event.what())) {
            running(organization, subject, one -> {
                if (named.isPresent() || isMeant(one, event.what())) {
                    concerned.put(one.id(), one);
                }
            });
        }
        Command hear = new Command.HearIt(event, 0);
        List<CommandResult> results =
                commands.carryOutTogether(organization, concerned.keySet(), hear, event.id(), now);
        return new InboundResult(results, word(event));
    }

    private static Optional<TextWord> word(InboundEvent event) {
        return event.what() instanceof InboundEvent.TextReply text
                ? Optional.of(TextWord.of(text.words()))
                : Optional.empty();
    }

    private Optional<Enrollment> named(OrganizationId organization, InboundEvent.About about) {
        if (about instanceof InboundEvent.About.Message message) {
            EnrollmentId id = message.key()
                    .enrollment()
                    .orElseThrow(() -> new NotFoundException("there is no message " + message.key()));
            return Optional.of(commands.load(organization, id));
        }
        return about instanceof InboundEvent.About.One one
                ? Optional.of(commands.load(organization, one.id()))
                : Optional.empty();
    }

    /** Whether it concerns every enrollment of the subject, whichever it came by. */
    private static boolean isWide(InboundEvent.What what) {
        return what instanceof InboundEvent.Complaint
                || what instanceof InboundEvent.Unsubscribe
                || what instanceof InboundEvent.OutOfOffice
                || (what instanceof InboundEvent.TextReply text && TextWord.of(text.words()) != TextWord.NONE);
    }

    /** Nobody can tell which message a reply answers: every one that has written on the channel takes it as its own. */
    private static boolean isMeant(Enrollment enrollment, InboundEvent.What what) {
        if (what instanceof InboundEvent.Reply reply) {
            return hasWritten(enrollment, reply.channel());
        }
        return isWide(what) || !(what instanceof InboundEvent.TextReply) || hasWritten(enrollment, ChannelKind.TEXT);
    }

    private static boolean hasWritten(Enrollment enrollment, ChannelKind channel) {
        return (channel == ChannelKind.EMAIL
                        ? enrollment.counters().emailsSent()
                        : enrollment.counters().textsSent())
                > 0;
    }

    /**
     * One enrollment counts the bounce, the others only obey it when it is a hard one. The count is of all enrollments of the
     * subject, ended ones included.
     */
    private List<CommandResult> bounce(
            OrganizationId organization,
            SubjectId subject,
            Optional<Enrollment> named,
            InboundEvent event,
            InboundEvent.Bounce bounce,
            Instant now) {
        List<Enrollment> running = new ArrayList<>();
        running(organization, subject, running::add);
        Optional<EnrollmentId> counting = named.or(() -> running.stream()
                        .filter(one -> hasWritten(one, bounce.channel()))
                        .max(Comparator.comparing(one -> one.lastHandOff().orElse(one.enrolledAt()))))
                .map(Enrollment::id);
        List<CommandResult> results = new ArrayList<>();
        int elsewhere = softBounces(organization, subject, counting, bounce.channel());
        counting.ifPresent(id -> results.add(hear(organization, id, event, elsewhere, now)));
        int soft = elsewhere
                + results.stream()
                        .mapToInt(result -> result.enrollment().heard().soft(bounce.channel()))
                        .sum();
        if (bounce.hard() || soft >= InboundEvent.SOFT_IS_HARD) {
            InboundEvent hard = new InboundEvent(
                    event.id(), event.at(), event.about(), new InboundEvent.Bounce(bounce.channel(), true));
            suppressions.tell(organization, subject, hard);
            running.stream()
                    .map(Enrollment::id)
                    .filter(id -> counting.filter(id::equals).isEmpty())
                    .forEach(id -> results.add(hear(organization, id, hard, 0, now)));
        }
        return results;
    }

    private int softBounces(
            OrganizationId organization, SubjectId subject, Optional<EnrollmentId> but, ChannelKind channel) {
        int[] soft = {0};
        each(organization, subject, ALL, one -> {
            if (but.filter(one.id()::equals).isEmpty()) {
                soft[0] += one.heard().soft(channel);
            }
        });
        return soft[0];
    }

    private CommandResult hear(
            OrganizationId organization, EnrollmentId id, InboundEvent event, int softBounces, Instant now) {
        return commands.carryOutOnce(organization, id, new Command.HearIt(event, softBounces), event.id(), now);
    }

    private void running(OrganizationId organization, SubjectId subject, Consumer<Enrollment> each) {
        each(organization, subject, Running.NOT_TERMINAL, each);
    }

    private void each(
            OrganizationId organization, SubjectId subject, Set<EnrollmentStatus> statuses, Consumer<Enrollment> each) {
        EnrollmentQuery.Builder query = EnrollmentQuery.builder();
        query.organization(organization).subject(subject).statuses(statuses).includeRemoved(true);
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<Enrollment> found = world.store().reader().find(query.build(), present);
            found.items().forEach(each);
            page = found.next().map(present::after);
        }
    }

    /** Takes back a reply, as the log tells of it. */
    CommandResult undoReply(OrganizationId organization, EnrollmentId id, String eventId, Command.By by, Instant now) {
        return commands.carryOut(organization, id, state -> undo(state, eventId, by), now);
    }

    private Command undo(Enrollment state, String eventId, Command.By by) {
        Map<String, ChannelKind> standing = new LinkedHashMap<>();
        Map<String, ChannelKind> ever = new LinkedHashMap<>();
        Optional<PageRequest> page = Optional.of(PageRequest.first(PAGE));
        while (page.isPresent()) {
            PageRequest present = page.get();
            Page<LogEntry> found = world.store().reader().log(state.organization(), state.id(), present);
            found.items().forEach(entry -> replies(entry, standing, ever));
            page = found.next().map(present::after);
        }
        ChannelKind channel = ever.get(eventId);
        if (channel == null) {
            throw new NotFoundException("there is no reply " + eventId + " in enrollment " + state.id());
        }
        boolean stands = standing.containsKey(eventId);
        return new Command.UndoReplyIt(eventId, channel, stands, standing.size() == 1, by);
    }

    private static void replies(LogEntry entry, Map<String, ChannelKind> standing, Map<String, ChannelKind> ever) {
        String event = entry.details().getOrDefault("event", "");
        if (entry.kind() == LogKind.REPLIED) {
            ChannelKind channel = ChannelKind.valueOf(entry.reason().orElseThrow());
            standing.put(event, channel);
            ever.put(event, channel);
        } else if (entry.kind() == LogKind.REPLY_UNDONE) {
            standing.remove(event);
        }
    }
}
