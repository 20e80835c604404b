package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonLineTest {

    private static final Instant AT = Instant.parse("2026-03-02T14:00:00Z");
    private static final LocalDateTime LOCAL = LocalDateTime.parse("2026-03-02T09:00");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withCharRange('\0', '\u0080').ofMaxLength(20),
                Arbitraries.strings()
                        .withChars('"', '\\', '\n', 'a', '\u2028', '\u2192', '\uD83D', '\uDE00')
                        .ofMaxLength(8));
    }

    @Property(tries = 1000)
    void writesTheBytesThatJacksonWritesButForArrowsAndHalves(
            @ForAll("texts") String name, @ForAll("texts") String value, @ForAll long number, @ForAll boolean flag)
            throws IOException {
        List<String> texts = List.of(value, name);
        assertThat(JsonLine.of(json -> {
                    json.put(name, value);
                    json.object("object", inner -> inner.number(value, number));
                    json.object("empty", inner -> {});
                    json.texts("texts", texts);
                    json.texts("none", List.of());
                    json.texts("byName", Map.of(name, value));
                    json.put("number", number);
                    json.flag("flag", flag);
                    json.put("at", AT);
                    json.put("maybeAt", Optional.of(AT));
                    json.put("maybe", Optional.of(value));
                    json.put("absent", Optional.empty());
                    json.put("local", LOCAL);
                }))
                .isEqualTo(Json.withoutHalves(byJackson(name, value, number, flag, texts))
                        .replace("\u2192", "\\u2192"));
    }

    private static String byJackson(String name, String value, long number, boolean flag, List<String> texts)
            throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField(name, value);
            json.writeObjectFieldStart("object");
            json.writeNumberField(value, number);
            json.writeEndObject();
            json.writeObjectFieldStart("empty");
            json.writeEndObject();
            Compact.texts(json, "texts", texts);
            Compact.texts(json, "none", List.of());
            Compact.texts(json, "byName", Map.of(name, value));
            Compact.put(json, "number", number);
            if (flag) {
                json.writeBooleanField("flag", true);
            }
            json.writeStringField("at", AT.toString());
            json.writeStringField("maybeAt", AT.toString());
            json.writeStringField("maybe", value);
            json.writeStringField("local", LOCAL.toString());
            json.writeEndObject();
        }
        return line.toString();
    }

    @Example
    void everyControlCharacterIsEscapedAsJacksonDoes() {
        for (char c = 0; c < 0x80; c++) {
            String text = String.valueOf(c);
            assertThat(JsonLine.of(json -> json.put("c", text)))
                    .isEqualTo(Compact.write(json -> json.writeStringField("c", text)));
        }
    }
}
