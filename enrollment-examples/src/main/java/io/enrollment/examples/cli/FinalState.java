package io.enrollment.examples.cli;

import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.Plan;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The final state of a database as text, without what differs between runs that did the same: generated ids, times (which
 * a slow answer, tried again a minute later, moves) and attempts to enroll, of which a run that was started again has more.
 */
final class FinalState {

    private static final int PAGE = 500;

    private FinalState() {}

    static void write(Enrollments enrollments, List<Plan> plans, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Plan plan : plans) {
            lines.add(plan.id() + " " + enrollments.summary(plan.id()));
            all(page -> enrollments.list(plan.id(), page)).forEach(enrollment -> {
                lines.add(line(enrollment));
                all(page -> enrollments.log(enrollment.id(), page)).stream()
                        .filter(entry -> entry.kind() != LogKind.RETRYING)
                        .forEach(entry -> lines.add(line(enrollment, entry)));
            });
        }
        Files.write(file, lines.stream().sorted().toList());
    }

    private static String line(Enrollment e) {
        return e.plan() + " " + e.subject() + " #" + e.cycle() + " " + e.status() + " "
                + e.ending().map(ending -> ending.cause().name()).orElse("") + " " + e.counters();
    }

    private static String line(Enrollment e, LogEntry entry) {
        return e.plan() + " " + e.subject() + " log " + entry.kind() + " "
                + entry.step().map(Object::toString).orElse("") + " "
                + entry.reason().orElse("");
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<T> page = pages.apply(request);
            items.addAll(page.items());
            next = page.next().map(request::after);
        }
        return items;
    }
}
