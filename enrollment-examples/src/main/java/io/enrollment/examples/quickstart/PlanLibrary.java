package io.enrollment.examples.quickstart;

import io.enrollment.imports.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans and templates: those of the jar, or those of a folder with those of the jar behind it. */
public final class PlanLibrary {

    private static final List<String> SHIPPED = List.of("welcome.json", "service-reminder.json");

    private final Optional<Path> folder;

    /**
     * A library.
     *
     * @param folder with plans ({@code *.json}) and templates ({@code *.mustache}); empty for those of the jar
     */
    public PlanLibrary(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The names of the plan files, sorted, except that those of the jar have an order of their own. */
    public List<String> plans() {
        return folder.map(PlanLibrary::plansIn).orElse(SHIPPED);
    }

    /** Opens a plan file. */
    public InputStream openPlan(String name) throws IOException {
        return folder.isPresent()
                ? new BufferedInputStream(Files.newInputStream(folder.get().resolve(name)))
                : resource("/plans/" + name).orElseThrow(() -> InputException.file(name, "be a resource of the jar"));
    }

    /** The text of a template; empty when there is none of this name. */
    public Optional<String> template(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            return Optional.empty();
        }
        Optional<Path> own = folder.map(dir -> dir.resolve(name + ".mustache")).filter(Files::isRegularFile);
        try (InputStream in = own.isPresent()
                ? Files.newInputStream(own.get())
                : resource("/templates/" + name + ".mustache").orElse(InputStream.nullInputStream())) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> plansIn(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw InputException.file(dir.toString(), "be a folder that exists");
        }
        try (Stream<Path> files = Files.list(dir)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw InputException.file(dir.toString(), "have at least one plan (*.json)");
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<InputStream> resource(String name) {
        return Optional.ofNullable(PlanLibrary.class.getResourceAsStream(name));
    }
}
