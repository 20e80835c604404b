package io.enrollment.calendar;

import java.time.zone.ZoneRulesProvider;

/**
 * The time zone data of the running Java.
 *
 * <p>Zone rules are law that changes; a decision about a local time is only as good as the data it was made with. The
 * version is shown with decisions, and a host may ask for a minimum.
 */
public final class TzData {

    private static final String A_REGION = "America/Toronto";

    private TzData() {}

    /** The version of the time zone database, such as {@code 2025a}. */
    public static String version() {
        return ZoneRulesProvider.getVersions(A_REGION).lastEntry().getKey();
    }
}
