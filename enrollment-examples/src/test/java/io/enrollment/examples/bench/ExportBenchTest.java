package io.enrollment.examples.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export is what is in the database, cell by cell. */
class ExportBenchTest {

    @Test
    void everyCellOfAnExportIsReadBackAsPostgresqlSaysItIs() throws Exception {
        List<String> lines = new ArrayList<>();
        ExportBench.run(3000, 1, Optional.empty(), lines::add);
        assertThat(lines).anyMatch(line -> line.startsWith("78,000 cells"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h,i\na,b\n", "h,i\na,b\nc,x\n", "h,i\na,b\nc,d\ne,f\n", "h,i\na,b\nc\n"})
    void whatIsAnotherCellOrRowIsNoticed(String exported) {
        assertThatThrownBy(() -> ExportCheck.compare(
                        out -> out.write(exported.getBytes(UTF_8)), out -> out.write("a,b\nc,d\n".getBytes(UTF_8))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWriterThatFailsIsNoEnd() {
        assertThatThrownBy(() -> ExportCheck.compare(
                        out -> {
                            out.write("h\n".getBytes(UTF_8));
                            throw new IllegalStateException("the disk is full");
                        },
                        out -> out.write("a\n".getBytes(UTF_8))))
                .hasStackTraceContaining("the disk is full");
    }
}
