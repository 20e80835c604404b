package io.enrollment.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws a funnel as SVG, one trapezoid under the other, each as wide as its count. Mutable, for one picture. */
final class FunnelSvg {

    private static final int WIDTH = 920;
    private static final int TOP = 92;
    private static final int LABELS = 32;
    private static final int CENTER = 430;
    private static final int WIDEST = 320;
    private static final int REASONS = 630;
    private static final int LINE = 18;
    private static final int LOWEST = 58;
    private static final int GAP = 10;
    private static final int LONGEST_REASON = 30;
    private static final int LONGEST_LABEL = 24;
    private static final int LONGEST_TITLE = 64;
    private static final int LONGEST_SUBTITLE = 130;
    private static final List<String> COLORS =
            List.of("#9db8d2", "#7fa3c4", "#5f8cb4", "#4176a3", "#2f6690", "#2e7d57");

    private final String title;
    private final String subtitle;
    private final long whole;
    private final StringBuilder body = new StringBuilder();
    private int y = TOP;
    private int drawn;

    /** With the count that is drawn widest. */
    FunnelSvg(String title, String subtitle, long whole) {
        this.title = shortened(title, LONGEST_TITLE);
        this.subtitle = shortened(subtitle, LONGEST_SUBTITLE);
        this.whole = whole;
    }

    void add(String label, long in, long out, List<Map.Entry<String, Long>> rejections) {
        int height = Math.max(LOWEST, rejections.size() * LINE + 12);
        trapezoid(in, out, height);
        text(LABELS, y + 22, "label", label);
        text(LABELS, y + 42, "count", Numbers.of(out) + " of " + Numbers.of(in) + " (" + Numbers.share(out, in) + ")");
        int line = y + 16;
        for (Map.Entry<String, Long> rejection : rejections) {
            body.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" class=\"number\" text-anchor=\"end\">−%s</text>\n",
                    REASONS + 58,
                    line,
                    Numbers.of(rejection.getValue())));
            text(REASONS + 68, line, "reason", shortened(rejection.getKey(), LONGEST_REASON));
            line += LINE;
        }
        y += height + GAP;
        drawn++;
    }

    /** A part that does not narrow, such as what one query found of all. */
    void part(String label, long count) {
        trapezoid(count, count, LOWEST);
        text(LABELS, y + 22, "label", shortened(label, LONGEST_LABEL));
        text(
                LABELS,
                y + 42,
                "count",
                Numbers.of(count) + " of " + Numbers.of(whole) + " (" + Numbers.share(count, whole) + ")");
        y += LOWEST + GAP;
    }

    private void trapezoid(long in, long out, int height) {
        double top = half(in);
        double bottom = half(out);
        body.append(String.format(
                Locale.ROOT,
                "<polygon points=\"%.1f,%d %.1f,%d %.1f,%d %.1f,%d\" fill=\"%s\"/>\n",
                CENTER - top,
                y,
                CENTER + top,
                y,
                CENTER + bottom,
                y + height,
                CENTER - bottom,
                y + height,
                COLORS.get(Math.min(drawn, COLORS.size() - 1))));
    }

    /** Half the width of a count; what is not nothing is never invisible. */
    private double half(long count) {
        return count == 0 ? 0.6 : Math.max(1.5, WIDEST / 2.0 * count / whole);
    }

    private void text(int x, int baseline, String style, String text) {
        body.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n", x, baseline, style, escaped(text)));
    }

    String document() {
        int height = y + 14;
        String head = String.format(
                Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                <desc>%s</desc>
                <style>
                text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1f2933; }
                .title { font-size: 22px; font-weight: 600; }
                .subtitle, .count { font-size: 13px; fill: #52606d; }
                .label { font-size: 15px; font-weight: 600; }
                .number { font-size: 12.5px; fill: #8a2b1d; }
                .reason { font-size: 12.5px; fill: #52606d; }
                </style>
                <rect width="%d" height="%d" fill="#ffffff"/>
                """, WIDTH, height, WIDTH, height, escaped(title), escaped(subtitle), WIDTH, height);
        String heading = String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"40\" class=\"title\">%s</text>\n<text x=\"%d\" y=\"64\" class=\"subtitle\">%s</text>\n",
                LABELS,
                escaped(title),
                LABELS,
                escaped(subtitle));
        return head + heading + body + "</svg>\n";
    }

    private static String shortened(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.codePoints()
                        .limit(longest - 1L)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                + "…";
    }

    /** What XML cannot hold, such as half of a pair of characters, becomes a blank. */
    private static String escaped(String text) {
        return text.codePoints()
                .map(c -> isText(c) ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static boolean isText(int c) {
        int kind = Character.getType(c);
        return kind != Character.CONTROL && kind != Character.SURROGATE && (c & 0xFFFE) != 0xFFFE;
    }
}
