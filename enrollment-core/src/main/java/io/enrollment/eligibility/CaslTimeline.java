package io.enrollment.eligibility;

import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The instants at which a ruling may change when nothing but time passes. Between two of them it is the same, so that the
 * first change for better or worse is found by asking at each.
 */
final class CaslTimeline {

    private CaslTimeline() {}

    static SortedSet<Instant> after(CheckInput input) {
        SortedSet<Instant> changes = new TreeSet<>();
        for (ZoneId zone : LegalZones.of(input)) {
            for (Consent entry : input.subject().consents()) {
                instants(entry).forEach(at -> addChanges(changes, input.casl(), entry.kind(), at, zone));
            }
        }
        return changes.tailSet(input.now().plusNanos(1));
    }

    private static Stream<Instant> instants(Consent entry) {
        return Stream.concat(Stream.of(entry.at()), entry.endsAt().stream());
    }

    private static void addChanges(
            SortedSet<Instant> changes, CaslRules rules, ConsentKind kind, Instant at, ZoneId zone) {
        LocalDate day = LocalDays.of(at, zone);
        changes.add(at);
        addStarts(changes, day.plusDays(1), zone);
        Optional.ofNullable(rules.implied().get(kind))
                .ifPresent(rule -> addStarts(
                        changes, LocalDays.lastWithin(day, rule.months()).plusDays(1), zone));
    }

    /** A day may begin twice. */
    private static void addStarts(SortedSet<Instant> changes, LocalDate day, ZoneId zone) {
        ZonedDateTime start = day.atStartOfDay(zone);
        changes.add(start.toInstant());
        changes.add(start.withLaterOffsetAtOverlap().toInstant());
    }
}
