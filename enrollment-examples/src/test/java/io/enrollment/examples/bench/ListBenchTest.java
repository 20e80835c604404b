package io.enrollment.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every list answers from an index: a page costs little, wherever it is. */
class ListBenchTest {

    private static final Pattern PAGES = Pattern.compile("page of (\\d+) touches +(\\d+) pages.*, +(\\d+) at the end");

    @Test
    void aPageTouchesAtMostTenPagesForEachOfItsRowsAtTheBeginningAndAtTheEnd() throws Exception {
        List<String> lines = new ArrayList<>();
        ListBench.run(5000, Optional.empty(), lines::add);

        assertThat(lines).hasSize(6).allSatisfy(line -> {
            Matcher pages = PAGES.matcher(line);
            assertThat(pages.find()).isTrue();
            long rows = Long.parseLong(pages.group(1));
            long first = Long.parseLong(pages.group(2));
            long last = Long.parseLong(pages.group(3));
            assertThat(first).isPositive().isLessThanOrEqualTo(10 * rows);
            assertThat(last).isLessThanOrEqualTo(first + first / 10 + 5);
        });
    }
}
