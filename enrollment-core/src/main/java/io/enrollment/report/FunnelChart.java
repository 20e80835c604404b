package io.enrollment.report;

import io.enrollment.eligibility.Funnel;
import io.enrollment.eligibility.FunnelStage;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.QueryProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The funnel of a run as a flow chart: Mermaid for pages that render it, SVG that needs nothing else for reports. Pure: the
 * same run gives the same text. Thread-safe.
 */
public final class FunnelChart {

    /** More reasons than this are summed up as others. */
    private static final int REASONS = 6;

    /** What was put in, what came out, and why the rest did not. */
    private record Bar(String label, long in, long out, List<Map.Entry<String, Long>> rejections) {}

    private FunnelChart() {}

    /** The flow chart in the language of Mermaid. */
    public static String mermaid(EnrollerRun run) {
        StringBuilder chart = new StringBuilder("flowchart TD\n");
        chart.append("  n0[\"Found<br/>").append(Numbers.of(run.found())).append("\"]\n");
        queries(run, chart);
        List<Bar> bars = bars(run);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            chart.append(String.format(Locale.ROOT, "  n%d --> n%d[\"", i, i + 1))
                    .append(quoted(bar.label()) + "<br/>" + Numbers.of(bar.out()))
                    .append("\"]\n");
            if (!bar.rejections().isEmpty()) {
                chart.append(String.format(Locale.ROOT, "  n%d -.-> r%d[\"", i, i + 1))
                        .append(bar.rejections().stream()
                                .map(one -> quoted(one.getKey()) + " " + Numbers.of(one.getValue()))
                                .collect(Collectors.joining("<br/>")))
                        .append("\"]:::rejected\n");
            }
        }
        return chart.append("  classDef rejected fill:#fff,stroke:#b4b4b4,stroke-dasharray:4 3,color:#8a2b1d\n")
                .toString();
    }

    /** What was found by which query, in a run that only counts: it has no stages. */
    private static void queries(EnrollerRun run, StringBuilder chart) {
        if (!run.purpose().evaluates()) {
            int number = 1;
            for (QueryProgress query : run.queries()) {
                chart.append(String.format(Locale.ROOT, "  n0 --> q%d[\"", number++))
                        .append(quoted(query.key()) + "<br/>" + Numbers.of(query.found()))
                        .append("\"]\n");
            }
        }
    }

    /** A picture of the funnel, about 900 wide; a document of its own. */
    public static String svg(EnrollerRun run) {
        FunnelSvg picture = new FunnelSvg(title(run), subtitle(run), Math.max(1, run.found()));
        if (!run.purpose().evaluates()) {
            run.queries().forEach(query -> picture.part(query.key(), query.found()));
        }
        bars(run).forEach(bar -> picture.add(bar.label(), bar.in(), bar.out(), bar.rejections()));
        return picture.document();
    }

    private static String title(EnrollerRun run) {
        return run.plan()
                .map(plan -> "Plan " + plan)
                .orElse("Subject " + run.subject().map(Object::toString).orElse(""));
    }

    private static String subtitle(EnrollerRun run) {
        return "Run " + run.id() + ", " + run.purpose() + ", " + run.status() + ", " + Numbers.of(run.found())
                + " found";
    }

    /** Duplicates, which are nobody's candidate, are a narrowing of their own when there are any. */
    private static List<Bar> bars(EnrollerRun run) {
        List<Bar> bars = new ArrayList<>();
        if (run.duplicates() > 0) {
            SortedMap<String, Long> twice = new TreeMap<>(Map.of("DUPLICATE_IN_RUN", run.duplicates()));
            bars.add(new Bar("Candidates", run.found(), run.found() - run.duplicates(), largest(twice)));
        }
        if (run.purpose().evaluates()) {
            for (Funnel.Stage stage : run.funnel().stages()) {
                boolean decides =
                        stage.stage() != FunnelStage.SUCCESS || run.purpose().enrolls();
                if (decides) {
                    bars.add(
                            new Bar(Stages.label(stage.stage()), stage.in(), stage.out(), largest(stage.rejections())));
                }
            }
        }
        return bars;
    }

    private static List<Map.Entry<String, Long>> largest(SortedMap<String, Long> rejections) {
        List<Map.Entry<String, Long>> sorted = rejections.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (sorted.size() <= REASONS) {
            return sorted;
        }
        List<Map.Entry<String, Long>> shown = new ArrayList<>(sorted.subList(0, REASONS - 1));
        List<Map.Entry<String, Long>> rest = sorted.subList(REASONS - 1, sorted.size());
        long others = rest.stream().mapToLong(Map.Entry::getValue).sum();
        shown.add(Map.entry(rest.size() + " other reasons", others));
        return shown;
    }

    /** Text inside a quoted label: no quotes, no markup, no line ends. */
    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c ->
                        Character.isLetterOrDigit(c) || " _-.:".indexOf(c) >= 0 ? Character.toString(c) : "#" + c + ";")
                .collect(Collectors.joining());
    }
}
