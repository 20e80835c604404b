package io.enrollment.examples.first;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.Templates;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Outcome;
import io.enrollment.jdbc.SchemaManager;
import io.enrollment.spi.Channel;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The first plan of the README compiles, runs, and is what the README shows. */
class FirstPlanTest {

    private static final Path SOURCE = Path.of("src/main/java/io/enrollment/examples/first/FirstPlan.java");

    @Test
    void theReadmeShowsTheCodeThatIsCompiledHere() throws IOException {
        assertThat(Readme.text()).contains(Readme.shownOf(SOURCE));
    }

    @Test
    void itEnrollsTheLeadAndSaysWhatEveryCheckSaid() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:first;DB_CLOSE_DELAY=-1");
        SchemaManager.on(dataSource).apply();
        List<String> said = new ArrayList<>();

        EnrollmentResult result = FirstPlan.run(
                dataSource,
                ids -> List.of(lead()),
                Templates.of(Map.of("hello", "Subject: Hello\n\nHello {{firstName}}", "nudge", "Hello again")),
                new Silent(ChannelKind.EMAIL),
                new Silent(ChannelKind.TEXT),
                said::add);

        assertThat(result.enrolled()).isTrue();
        assertThat(said).hasSize(9).allMatch(line -> line.contains("PASSED") || line.contains("NOT_APPLICABLE"));
    }

    private static Subject lead() {
        Consent.Builder consent = Consent.builder();
        consent.kind(ConsentKind.EXPRESS).at(Instant.EPOCH).evidence("web form 3");
        Subject.Builder lead = Subject.person("lead-42");
        lead.email("ann@example.com").phone("+14165550123");
        return lead.firstName("Ann").country("CA").addConsent(consent.build()).build();
    }

    /** Takes everything. */
    private record Silent(ChannelKind kind) implements Channel {
        @Override
        public CompletionStage<Outcome> send(OutboundMessage message) {
            return CompletableFuture.completedFuture(new Outcome.Accepted("taken"));
        }
    }
}
