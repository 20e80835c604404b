package io.enrollment.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same on every machine. */
final class Numbers {

    private Numbers() {}

    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The share in percent; a share that is not 0 is never shown as 0, one that is not all never as 100. */
    static String share(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        double percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.1) {
            return "<0.1 %";
        }
        if (part < whole && percent > 99.9) {
            return ">99.9 %";
        }
        return String.format(Locale.ROOT, percent >= 99.95 || percent < 0.05 ? "%.0f %%" : "%.1f %%", percent);
    }

    static String of(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            return time.toMillis() + " ms";
        }
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return time.compareTo(Duration.ofHours(1)) < 0
                ? String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }
}
