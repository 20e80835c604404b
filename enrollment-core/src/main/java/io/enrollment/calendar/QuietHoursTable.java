package io.enrollment.calendar;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Quiet hours by place: replaceable, dated data, not law written into code; immutable.
 *
 * <p>A known place gets its rule, or the fallback when it has none. A region that is not known, in a country whose
 * regions have rules, or a zone that is not known, gets the strict hours as well, open only when they are open in every
 * zone in which the recipient may be. A place that lies in one zone makes the zone known. A country of which the table
 * knows neither a rule nor zones counts as unknown.
 */
@Value.Immutable
@ValueStyle
public interface QuietHoursTable {

    /** What is done in the hours. */
    enum Use {
        /** A text message is sent. */
        TEXT,
        /** A call is made. */
        CALL
    }

    /**
     * Hours of a place for both uses.
     *
     * @param texts when texts may be sent
     * @param calls when calls may be made
     */
    record Hours(SendWindow texts, SendWindow calls) {

        /** The window of one use. */
        public SendWindow window(Use use) {
            return use == Use.TEXT ? texts : calls;
        }
    }

    /** The rules, at most one for each place. */
    List<QuietHoursRule> rules();

    /** The hours of a known place without a rule of its own. */
    Hours fallback();

    /** The hours for places or zones that are not known; within every rule. */
    Hours strict();

    /** The zones of places. */
    CandidateZones zones();

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Checks that no place has two rules. */
    @Value.Check
    default void check() {
        List<String> places = rules().stream().map(QuietHoursRule::place).toList();
        Require.that(places.stream().distinct().count() == places.size(), "rules", places, "name each place once");
    }

    /**
     * The hours of one recipient.
     *
     * @param country the recipient's ISO 3166-1 alpha-2 code, in any case
     * @param region the recipient's region, with or without the country before it ({@code FL}, {@code US-FL})
     * @param subjectZone the recipient's own zone; zones of a plan or an organization do not belong here
     * @param use text or call
     */
    default QuietHours gateFor(
            Optional<String> country, Optional<String> region, Optional<ZoneId> subjectZone, Use use) {
        return country.map(CandidateZones::code)
                .filter(this::isKnown)
                .map(land -> inCountry(
                        land, region.map(name -> CandidateZones.withoutCountry(land, name)), subjectZone, use))
                .orElseGet(() ->
                        strict("country unknown", SendWindow.always(), known(subjectZone, zones().unknown()), use));
    }

    private QuietHours inCountry(String country, Optional<String> region, Optional<ZoneId> subjectZone, Use use) {
        Optional<QuietHoursRule> rule = rule(country, region).or(() -> rule(country, Optional.empty()));
        SendWindow window = rule.map(QuietHoursRule::hours).orElse(fallback()).window(use);
        List<ZoneId> candidates = known(subjectZone, zones().of(country, region));
        String place = CandidateZones.place(country, region);
        if (isRegionMissing(country, region)) {
            return strict(country + ", region unknown", window, candidates, use);
        }
        if (candidates.size() > 1) {
            return strict(place + ", zone unknown", window, candidates, use);
        }
        return new QuietHours(
                window, candidates, rule.map(QuietHoursRule::place).orElse(place + ", default"));
    }

    private QuietHours strict(String why, SendWindow window, List<ZoneId> candidates, Use use) {
        return new QuietHours(strict().window(use).and(window), candidates, "strict: " + why);
    }

    private boolean isKnown(String country) {
        return zones().knows(country, Optional.empty())
                || rules().stream().anyMatch(rule -> rule.country().equals(country));
    }

    private boolean isRegionMissing(String country, Optional<String> region) {
        boolean regionsMatter = rules().stream()
                .anyMatch(
                        rule -> rule.country().equals(country) && rule.region().isPresent());
        boolean known = region.isPresent()
                && (zones().knows(country, region) || rule(country, region).isPresent());
        return regionsMatter && !known;
    }

    private Optional<QuietHoursRule> rule(String country, Optional<String> region) {
        return rules().stream()
                .filter(rule -> rule.country().equals(country) && rule.region().equals(region))
                .findFirst();
    }

    private static List<ZoneId> known(Optional<ZoneId> subjectZone, List<ZoneId> candidates) {
        return subjectZone.map(List::of).orElse(candidates);
    }

    /** Builds a table. */
    final class Builder extends ImmutableQuietHoursTable.Builder {
        Builder() {}
    }
}
