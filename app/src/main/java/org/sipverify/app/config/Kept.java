package org.sipverify.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.sipverify.formats.config.FileTexts;

/**
 * The texts that something was made of, enough to make it once more.
 *
 * @param texts by the path of the file, or another name
 */
public record Kept(Map<String, String> texts) implements FileTexts {
    /** Nothing is kept. */
    public static final Kept NOTHING = new Kept(Map.of());

    private static final int DIGEST = 12;

    /** Keeps its own map. */
    public Kept {
        texts = Map.copyOf(texts);
    }

    @Override
    public String text(Path file) {
        return text(file.toString());
    }

    /**
     * The text of that name.
     *
     * @throws ConfigException when there is none
     */
    public String text(String name) {
        var text = texts.get(name);
        if (text == null) {
            throw new ConfigException.Generic("no copy of " + name + " was kept");
        }
        return text;
    }

    /** The first 12 hexadecimal digits of a SHA-256 over all texts, by which an operator tells versions apart. */
    public String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(texts).values().forEach(text -> sha.update(text.getBytes(UTF_8)));
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
