package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.subject.ConsentKind;
import java.time.LocalDate;
import java.util.Map;

/**
 * Which business relationships lift an entry in a national do-not-call register, as data.
 *
 * @param months for how many calendar months after it each kind of event does
 * @param asOf the day up to which the table is known to follow the law
 * @param source where it was taken from
 */
public record DoNotCallRules(Map<ConsentKind, Integer> months, LocalDate asOf, String source) {

    private static final DoNotCallRules CURRENT = new DoNotCallRules(
            Map.of(
                    ConsentKind.PURCHASE, 18,
                    ConsentKind.LEASE, 18,
                    ConsentKind.INQUIRY, 3,
                    ConsentKind.APPLICATION, 3),
            LocalDate.of(2026, 10, 8),
            "47 CFR 64.1200(f)(5)");

    /** Copies the map and checks the numbers. */
    public DoNotCallRules {
        months = Map.copyOf(months);
        months.forEach((kind, n) ->
                Require.that(n >= 1 && n <= 1200, "do-not-call months", kind + "=" + n, "be 1 to 1200 months"));
        Require.text("do-not-call source", source, 1000);
    }

    /** The built-in table: that of the United States, the stricter of the two in North America. */
    public static DoNotCallRules current() {
        return CURRENT;
    }
}
