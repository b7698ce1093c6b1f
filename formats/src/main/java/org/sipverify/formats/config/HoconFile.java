package org.sipverify.formats.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A HOCON file with the files it includes. */
public final class HoconFile {
    private final Config config;
    private final Includes includes;

    private HoconFile(Config config, Includes includes) {
        this.config = config;
        this.includes = includes;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException when it is missing or has a mistake; the message names file and line
     */
    public static HoconFile read(File file) {
        refuseUnreadable(file);
        var includes = new Includes(file);
        var options = ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(includes.includer());
        var config = Hocon.parse(file, options);
        includes.keep(file);
        return new HoconFile(config, includes);
    }

    /**
     * Reports why a file cannot be read; the parser's message would name a Java class.
     *
     * @throws InvalidSettingException when it cannot be read
     */
    static void refuseUnreadable(File file) {
        var why = !file.exists()
                ? "there is no such file"
                : file.isDirectory()
                        ? "is a directory, not a file"
                        : !file.canRead() ? "cannot be read: permission denied" : "";
        if (!why.isEmpty()) {
            throw new InvalidSettingException(ConfigOriginFactory.newSimple(file.getPath()), why);
        }
    }

    /**
     * The text of a file, as the parser reads it: UTF-8, with invalid bytes replaced.
     *
     * @throws ConfigException when the file cannot be read
     */
    public static String text(File file) {
        refuseUnreadable(file);
        try (var in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    ConfigOriginFactory.newSimple(file.getPath()), "cannot be read: " + e.getMessage());
        }
    }

    /** Its contents, with includes; substitutions are not resolved. */
    public Config config() {
        return config;
    }

    /** Its contents, with substitutions resolved from itself and the environment. */
    public Config resolved() {
        return Hocon.resolveWithEnvironment(config);
    }

    /** The file and those that it includes, in the order in which they were read. */
    public List<Path> files() {
        return includes.files();
    }

    /** Whether the file, or one that it includes, has a substitution of this name. */
    public boolean substitutes(String name) {
        return includes.texts().stream()
                .anyMatch(text -> text.contains("${" + name + "}") || text.contains("${?" + name + "}"));
    }

    /** A line for each include of a file that does not exist: HOCON ignores it. */
    public List<String> missingIncludes() {
        return includes.missing();
    }
}
