package io.enrollment.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.enrollment.criteria.Condition;
import io.enrollment.engine.ImportAudience;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Imports that stream by as an audience. */
class SubjectStreamTest {

    private static final String CSV =
            "id,firstName,city\n1,Ann,Paris\n2,\"Bob\nJr\",\n,Nobody,Oslo\n4,Dan\n5,\"Eve \"\"E\"\"\",Oslo\n";
    private static final String JSON = """
            {"id":"1","firstName":"Ann","city":"Paris"}

            {"id":"2","firstName":["x"]}
            {"id":"3","city":
            {"id":"4","visits":3}
            """;

    private final List<ImportAudience.Row.Bad> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private ImportAudience audience(String name, String text, Map<String, String> names) {
        ImportSource source = () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return ImportAudience.of(SubjectStream.of(name, source, names), told::add);
    }

    private static List<Subject> all(ImportAudience audience, Condition when, int limit) {
        AudienceRequest request =
                new AudienceRequest(OrganizationId.DEFAULT, PlanId.of("p"), "q", when, Instant.EPOCH, ZoneOffset.UTC);
        List<Subject> found = new ArrayList<>();
        PageRequest page = PageRequest.first(limit);
        Optional<String> next;
        do {
            Page<AudienceMember> members = audience.find(request, page);
            members.items().forEach(member -> found.add(member.subject()));
            next = members.next();
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
        return found;
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "100"})
    void goodRowsOfCsvAreSubjectsAndBadOnesAreToldOnceWithTheirPlace(int limit) {
        ImportAudience audience = audience("leads.csv", CSV, Map.of());
        assertThat(all(audience, new Condition.Everybody(), limit))
                .extracting(
                        subject -> subject.id().value(),
                        subject -> subject.firstName().orElse(""))
                .containsExactly(tuple("1", "Ann"), tuple("2", "Bob\nJr"), tuple("5", "Eve \"E\""));
        assertThat(told).hasSize(2);
        assertThat(audience.badRows()).isEqualTo(2);
        assertThat(told.get(0).line()).isEqualTo(5);
        assertThat(told.get(0).message())
                .isEqualTo("leads.csv, line 5, column \"id\": \"\" is refused: must be present");
        assertThat(told.get(1).line()).isEqualTo(6);
        assertThat(told.get(1).message()).contains("line 6").contains("2 cells").contains("have 3 cells");
    }

    @Test
    void goodRowsOfJsonLinesAreSubjectsAndBadOnesAreTold() {
        ImportAudience audience = audience("leads.jsonl", JSON, Map.of());
        List<Subject> found = all(audience, new Condition.Everybody(), 2);
        assertThat(found).extracting(subject -> subject.id().value()).containsExactly("1", "4");
        assertThat(found.get(1).attributes()).containsEntry("visits", AttributeValue.of(3));
        assertThat(told).extracting(ImportAudience.Row.Bad::line).containsExactly(3L, 4L);
        assertThat(told.get(0).field()).isEqualTo("firstName");
        assertThat(told.get(1).message()).contains("well-formed JSON");
    }

    @Test
    void columnsMayBeCalledOtherwise() {
        String csv = "Customer No,Vorname,Ort\n7,Ann,Paris\n";
        ImportAudience audience =
                audience("x.csv", csv, Map.of("Customer No", "id", "Vorname", "firstName", "Ort", "city"));
        assertThat(all(audience, Condition.equal("city", "Paris"), 9))
                .singleElement()
                .satisfies(ann -> {
                    assertThat(ann.id().value()).isEqualTo("7");
                    assertThat(ann.firstName()).contains("Ann");
                });
    }

    @Test
    void onlyThoseWhoMeetTheConditionAreFound() {
        assertThat(all(audience("x.csv", CSV, Map.of()), Condition.equal("city", "Oslo"), 2))
                .extracting(subject -> subject.id().value())
                .containsExactly("5");
        assertThat(all(audience("x.csv", CSV, Map.of()), Condition.equal("city", "Rome"), 2))
                .isEmpty();
    }

    @Test
    void aHeaderWithoutAnIdRefusesTheImportAndNotEachOfItsRows() {
        ImportAudience audience = audience("x.csv", "ID,firstName\n1,Ann\n2,Bob\n", Map.of());
        assertThatThrownBy(() -> all(audience, new Condition.Everybody(), 9))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"id\"")
                .hasMessageContaining("must have this column");
        assertThat(told).isEmpty();
    }

    @Test
    void aQuoteThatIsNeverClosedFailsWithThePlaceWhereItBegan() {
        ImportAudience audience = audience("x.csv", "id,firstName\n1,Ann\n2,\"Bob\n3,Carl\n", Map.of());
        assertThatThrownBy(() -> all(audience, new Condition.Everybody(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void aFileIsAnAudienceInOneCall() throws IOException {
        Path file = folder.resolve("leads.csv");
        Files.writeString(file, CSV);
        assertThat(all(SubjectStream.audience(file, told::add), new Condition.Everybody(), 9))
                .hasSize(3);
        assertThatThrownBy(() -> all(
                        SubjectStream.audience(folder.resolve("none.csv"), told::add), new Condition.Everybody(), 9))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("be a file that exists");
    }
}
