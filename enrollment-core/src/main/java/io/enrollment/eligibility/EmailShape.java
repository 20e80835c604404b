package io.enrollment.eligibility;

import io.enrollment.internal.Texts;
import java.util.Optional;

/**
 * The shape that an email address must have to be written to: {@code dot-atom "@" label("." label)+}.
 *
 * <p>The local part is 1 to 64 ASCII characters; the domain, as A-labels, is at most 253, the whole at most 254 (RFC 5321
 * s.4.5.3.1, with the path's two brackets taken off). What RFC 5321, 5322 or 6531 allow beyond that (quoted strings,
 * comments, address literals, display names, source routes, hosts without a dot, local parts that are not ASCII) is told
 * apart from what is simply wrong, since it calls for another answer to the person who typed it. Nothing is trimmed.
 * Takes time linear in the length of the text.
 */
final class EmailShape {

    /** The three judgements. */
    enum Judgement {
        /** Can be written to. */
        OK,
        /** Not an address. */
        SYNTAX,
        /** An address by some standard that this engine does not write to. */
        UNSENDABLE
    }

    private static final int MAX_WHOLE = 254;
    private static final int MAX_LOCAL = 64;
    private static final String SPECIAL_ATEXT = "!#$%&'*+-/=?^_`{|}~";

    private EmailShape() {}

    static Judgement judge(String address) {
        int at = address.lastIndexOf('@');
        if (address.length() > MAX_WHOLE || at < 0) {
            return Judgement.SYNTAX;
        }
        String local = address.substring(0, at);
        String domain = address.substring(at + 1);
        Optional<String> ascii = isDotAtom(local, false) ? DomainShape.ascii(domain) : Optional.empty();
        if (ascii.isPresent()) {
            return at + 1 + ascii.get().length() <= MAX_WHOLE ? Judgement.OK : Judgement.SYNTAX;
        }
        return isLegalSomewhere(address, local, domain) ? Judgement.UNSENDABLE : Judgement.SYNTAX;
    }

    /** Whether two addresses are the same: the domain without regard to case, the local part as it is. */
    static boolean isSame(String one, String other) {
        int at = one.lastIndexOf('@');
        return at == other.lastIndexOf('@')
                && one.regionMatches(0, other, 0, at + 1)
                && one.substring(at + 1).equalsIgnoreCase(other.substring(at + 1));
    }

    private static boolean isLegalSomewhere(String address, String local, String domain) {
        if (isSpace(address.codePointAt(0)) || isSpace(address.codePointBefore(address.length()))) {
            return false;
        }
        return isEnclosed(local, '"', '"')
                || (isEnclosed(domain, '[', ']') && isDotAtom(local, true))
                || (address.indexOf('(') >= 0 && address.indexOf(')') > address.indexOf('('))
                || (address.indexOf('<') >= 0 && address.endsWith(">"))
                || (address.startsWith("@") && address.indexOf(':') > 0)
                || (isDotAtom(local, true) && DomainShape.isHost(domain));
    }

    private static boolean isEnclosed(String text, char open, char close) {
        return text.length() >= 2 && text.charAt(0) == open && text.charAt(text.length() - 1) == close;
    }

    /** Atoms joined by single dots; with {@code unicode} also of letters outside ASCII, as RFC 6531 has them. */
    private static boolean isDotAtom(String local, boolean unicode) {
        if (local.isEmpty() || local.length() > MAX_LOCAL || local.startsWith(".") || local.endsWith(".")) {
            return false;
        }
        return !local.contains("..") && Texts.all(local, c -> c == '.' || isAtext(c) || (unicode && isBeyondAscii(c)));
    }

    private static boolean isAtext(int c) {
        return DomainShape.isAsciiLetterOrDigit(c) || SPECIAL_ATEXT.indexOf(c) >= 0;
    }

    private static boolean isBeyondAscii(int c) {
        return c > 0x7F && !isSpace(c) && !Character.isISOControl(c);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
