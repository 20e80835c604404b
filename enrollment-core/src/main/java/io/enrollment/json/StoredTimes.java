package io.enrollment.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;

/**
 * Instants and local date-times in their ISO form, as {@code toString} of java.time gives it: the same texts and the same
 * values, several times faster for the years 0 to 9999, since every step of every enrollment reads and writes about ten.
 * Any other text or value goes to java.time, which also says what is wrong with it.
 */
final class StoredTimes {

    private static final int LAST_YEAR = 9999;
    /** The first second of the year 0 and the last one of the year 9999. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int DATE_LENGTH = 10;
    private static final int LONGEST = 30;
    private static final int NO_NUMBER = -1;
    private static final int[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private StoredTimes() {}

    /** What {@link Instant#toString} gives. */
    static String write(Instant at) {
        long second = at.getEpochSecond();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            return at.toString();
        }
        byte[] text = new byte[LONGEST];
        int end = write(LocalDateTime.ofEpochSecond(second, at.getNano(), ZoneOffset.UTC), true, text);
        text[end] = 'Z';
        return ascii(text, end + 1);
    }

    /** What {@link LocalDateTime#toString} gives. */
    static String write(LocalDateTime local) {
        if (!isWithin(local.getYear(), LAST_YEAR)) {
            return local.toString();
        }
        byte[] text = new byte[LONGEST];
        return ascii(text, write(local, false, text));
    }

    private static String ascii(byte[] text, int length) {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Returns where the text ends. */
    private static int write(LocalDateTime local, boolean withSeconds, byte[] text) {
        digits(text, 0, 4, local.getYear());
        after('-', text, 4, local.getMonthValue());
        after('-', text, 7, local.getDayOfMonth());
        after('T', text, DATE_LENGTH, local.getHour());
        after(':', text, 13, local.getMinute());
        int nano = local.getNano();
        if (!withSeconds && local.getSecond() == 0 && nano == 0) {
            return 16;
        }
        after(':', text, 16, local.getSecond());
        return nano == 0 ? 19 : fraction(text, 19, nano);
    }

    /** The second's fraction to the thousandth, millionth or billionth, whichever is enough. */
    private static int fraction(byte[] text, int point, int nano) {
        int length = nano % POWERS_OF_TEN[6] == 0 ? 3 : nano % POWERS_OF_TEN[3] == 0 ? 6 : 9;
        text[point] = '.';
        digits(text, point + 1, point + 1 + length, nano / POWERS_OF_TEN[9 - length]);
        return point + 1 + length;
    }

    private static void after(char sign, byte[] text, int at, int number) {
        text[at] = (byte) sign;
        digits(text, at + 1, at + 3, number);
    }

    private static void digits(byte[] text, int from, int to, int number) {
        int rest = number;
        for (int at = to - 1; at >= from; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * What {@link Instant#parse} gives.
     *
     * @throws java.time.DateTimeException if the text is no instant
     */
    static Instant instant(String text) {
        int end = text.length() - 1;
        if (end >= 0 && text.charAt(end) == 'Z') {
            long day = day(text);
            long nanos = nanos(text, end, false);
            if (day != Long.MIN_VALUE && nanos >= 0) {
                long second = Math.multiplyExact(day, 86_400L) + nanos / POWERS_OF_TEN[9];
                return Instant.ofEpochSecond(second, nanos % POWERS_OF_TEN[9]);
            }
        }
        return Instant.parse(text);
    }

    /**
     * What {@link LocalDateTime#parse} gives.
     *
     * @throws java.time.DateTimeException if the text is no local date-time
     */
    static LocalDateTime local(String text) {
        long day = day(text);
        long nanos = nanos(text, text.length(), true);
        return day != Long.MIN_VALUE && nanos >= 0
                ? LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.ofNanoOfDay(nanos))
                : LocalDateTime.parse(text);
    }

    /** The epoch day of the date that the text begins with; the least number when it does not begin with a usual one. */
    private static long day(String text) {
        if (text.length() <= DATE_LENGTH
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(DATE_LENGTH) != 'T') {
            return Long.MIN_VALUE;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, DATE_LENGTH);
        boolean exists = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
        return exists ? LocalDate.of(year, month, day).toEpochDay() : Long.MIN_VALUE;
    }

    private static int lengthOf(int year, int month) {
        return Month.of(month).length(Year.isLeap(year));
    }

    /** The nanosecond of the day between the date and {@code end}; negative when it is written in no usual way. */
    private static long nanos(String text, int end, boolean secondsOptional) {
        int from = DATE_LENGTH + 1;
        boolean withSeconds = end >= from + 8;
        if (!withSeconds && (!secondsOptional || end != from + 5)) {
            return NO_NUMBER;
        }
        int hour = number(text, from, from + 2);
        int minute = number(text, from + 3, from + 5);
        int second = withSeconds ? number(text, from + 6, from + 8) : 0;
        int nano = end > from + 8 ? fraction(text, from + 8, end) : 0;
        boolean colons = text.charAt(from + 2) == ':' && (!withSeconds || text.charAt(from + 5) == ':');
        boolean usual = colons && isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 59) && nano >= 0;
        return usual ? ((hour * 60L + minute) * 60L + second) * POWERS_OF_TEN[9] + nano : NO_NUMBER;
    }

    private static boolean isWithin(int number, int last) {
        return number >= 0 && number <= last;
    }

    /** The nanoseconds of a point and one to nine digits; negative when there is something else. */
    private static int fraction(String text, int point, int end) {
        int length = end - point - 1;
        if (text.charAt(point) != '.' || length < 1 || length > 9) {
            return NO_NUMBER;
        }
        int number = number(text, point + 1, end);
        return number < 0 ? NO_NUMBER : number * POWERS_OF_TEN[9 - length];
    }

    /** The number that these characters are the digits of; negative when one is no digit. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
