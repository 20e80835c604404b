package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Half of a surrogate pair became a question mark in some databases: no encoding has bytes for it. */
class HalfOfAPairTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('"', '\\', '\u0000', 'a', '\u00e9', '\u2192', '\ud83d', '\ude42')
                .ofMaxLength(10);
    }

    @Property
    void whatIsStoredComesBackThroughTheBytesOfAnyEncoding(@ForAll("texts") String text) {
        Subject subject = Subject.person("ann").attribute("note", text).build();
        byte[] bytes = SubjectJson.write(subject).getBytes(StandardCharsets.UTF_8);
        assertThat(SubjectJson.read(new String(bytes, StandardCharsets.UTF_8)).build())
                .isEqualTo(subject);
        String line = JsonLine.of(json -> json.put(text, text));
        assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(line);
        assertThat(line).isEqualTo(Json.compact(Json.object().put(text, text)).replace("\u2192", "\\u2192"));
    }

    @Test
    void anIdWithOneIsRefusedForWhatItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubjectId.of("lead \ud83d"))
                .withMessage(
                        "subject id: \"lead \ufffd\" is refused: must be well-formed Unicode, without a lone surrogate");
    }
}
