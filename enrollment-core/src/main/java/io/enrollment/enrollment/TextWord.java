package io.enrollment.enrollment;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the words of an incoming text say. A text that is nothing but a keyword, whatever its case and punctuation, means that
 * keyword; one that has a word for stopping among others is for a person to look at, and nothing is sent until then.
 */
public enum TextWord {
    /** Send no more texts. */
    STOP,
    /** Send texts again. */
    START,
    /** Tell who sends and how to stop. */
    HELP,
    /** Perhaps to stop; somebody has to look. */
    REVIEW,
    /** None of these: a reply. */
    NONE;

    private static final Set<String> STOPS = Set.of(
            "stop",
            "stopall",
            "stop all",
            "unsubscribe",
            "cancel",
            "end",
            "quit",
            "revoke",
            "opt out",
            "optout",
            "arret",
            "arrete");
    private static final Set<String> STARTS = Set.of("start", "unstop");
    private static final Set<String> HELPS = Set.of("help", "info");

    /** Whether a person is to read it: a reply, clear or not. */
    public boolean isReply() {
        return this == NONE || this == REVIEW;
    }

    /** What these words say. */
    public static TextWord of(String words) {
        String plain = plain(words);
        if (STOPS.contains(plain)) {
            return STOP;
        }
        if (STARTS.contains(plain)) {
            return START;
        }
        if (HELPS.contains(plain)) {
            return HELP;
        }
        return hasKeyword(plain) ? REVIEW : NONE;
    }

    private static boolean hasKeyword(String plain) {
        String padded = ' ' + plain + ' ';
        return Stream.of(STOPS, STARTS, HELPS).flatMap(Set::stream).anyMatch(word -> padded.contains(" " + word + ' '));
    }

    /** NFKC without accents, format characters, symbols and punctuation, in lower case, with single blanks. */
    private static String plain(String words) {
        String decomposed =
                Normalizer.normalize(Normalizer.normalize(words, Normalizer.Form.NFKC), Normalizer.Form.NFD);
        return decomposed
                .replaceAll("[\\p{Cf}\\p{M}\u2019']", "")
                .replaceAll("[\\p{S}\\p{P}]", " ")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ")
                .strip();
    }
}
