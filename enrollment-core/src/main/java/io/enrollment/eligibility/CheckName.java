package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The name of a check: one of the nine that the engine brings, or a host's own.
 *
 * @param value 1 to 100 code points
 */
public record CheckName(String value) implements Comparable<CheckName> {

    /** The subject is deleted or erased. */
    public static final CheckName DELETED = new CheckName("DELETED");
    /** A usable email address, when the plan needs one. */
    public static final CheckName VALID_EMAIL = new CheckName("VALID_EMAIL");
    /** A number that takes texts, when the plan needs one. */
    public static final CheckName VALID_MESSAGE = new CheckName("VALID_MESSAGE");
    /** A number that can be called, when the plan needs one. */
    public static final CheckName VALID_PHONE = new CheckName("VALID_PHONE");
    /** No enrollment of this plan that is not terminal. */
    public static final CheckName ALREADY_IN_QUEUE = new CheckName("ALREADY_IN_QUEUE");
    /** Not enrolled in this plan for the same event before. */
    public static final CheckName UNIQUE_EVENT = new CheckName("UNIQUE_EVENT");
    /** Not enrolled in a visible plan a short while ago, and not kept out by a named criterion. */
    public static final CheckName MARKETING_EXCLUSION = new CheckName("MARKETING_EXCLUSION");
    /** No opt-out of all communication. */
    public static final CheckName OPT_OUT_ALL = new CheckName("OPT_OUT_ALL");
    /** Consent under Canada's Anti-Spam Legislation. */
    public static final CheckName CASL = new CheckName("CASL");

    /** What is asked before the checks: subject type, the plan's dates, its criteria. Not one of the nine. */
    public static final CheckName ENTRY = new CheckName("ENTRY");

    /** The nine in the order that decides the headline reason, whatever order they ran in. */
    public static final List<CheckName> HEADLINE_ORDER = List.of(
            DELETED,
            VALID_EMAIL,
            VALID_MESSAGE,
            VALID_PHONE,
            ALREADY_IN_QUEUE,
            UNIQUE_EVENT,
            MARKETING_EXCLUSION,
            OPT_OUT_ALL,
            CASL);

    private static final Map<CheckName, Integer> RANKS = ranks();

    /** Validates the text. */
    public CheckName {
        Require.text("check name", value, 100);
    }

    /** The name with this text. */
    public static CheckName of(String value) {
        return new CheckName(value);
    }

    /** In headline order; {@link #ENTRY} before the nine, host checks after them, by name. */
    @Override
    public int compareTo(CheckName other) {
        int byRank = Integer.compare(rank(), other.rank());
        return byRank != 0 ? byRank : value.compareTo(other.value);
    }

    private int rank() {
        return RANKS.getOrDefault(this, Integer.MAX_VALUE);
    }

    private static Map<CheckName, Integer> ranks() {
        Map<CheckName, Integer> ranks = new HashMap<>();
        ranks.put(ENTRY, -1);
        HEADLINE_ORDER.forEach(name -> ranks.put(name, ranks.size()));
        return Map.copyOf(ranks);
    }

    @Override
    public String toString() {
        return value;
    }
}
