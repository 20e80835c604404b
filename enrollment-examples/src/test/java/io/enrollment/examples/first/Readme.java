package io.enrollment.examples.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The README, and what sources say that it shows; without regard to indentation. */
final class Readme {

    private Readme() {}

    static String text() throws IOException {
        return normalized(Files.readString(Path.of("../README.md")));
    }

    /** The part of a source that is to be found in the README. */
    static String shownOf(Path source) throws IOException {
        String text = Files.readString(source);
        String begin = "// README: begin";
        return normalized(text.substring(text.indexOf(begin) + begin.length(), text.indexOf("// README: end")));
    }

    private static String normalized(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
