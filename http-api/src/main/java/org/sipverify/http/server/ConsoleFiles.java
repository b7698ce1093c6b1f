package org.sipverify.http.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the console, from the jars. Each is read once, when it is first asked for; the files that were read are
 * the shared state.
 */
final class ConsoleFiles {
    /** The file that refers to all others. */
    static final String PAGE = "index.html";

    private static final String OWN = "/org/sipverify/http/console/";

    /** Of the webjar; the version is that of the root's pom.xml. */
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> OF_CHARTS =
            Map.of("uplot.js", CHARTS + "uPlot.iife.min.js", "uplot.css", CHARTS + "uPlot.min.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** No name that fits has a directory in it, so none leads out of the console's. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,40}\\.(html|js|css|svg)");

    private final Map<String, File> known = new ConcurrentHashMap<>();

    /** A file; another content has another tag. */
    static final class File {
        private static final int TAG = 16;

        private final String type;
        private final byte[] content;
        private final String tag;

        File(String type, byte[] content) {
            this.type = type;
            this.content = content;
            this.tag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest(content)) + '"';
        }

        private static byte[] digest(byte[] content) {
            try {
                return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), TAG);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        String type() {
            return type;
        }

        /** Not to be changed. */
        byte[] content() {
            return content;
        }

        /** Its ETag. */
        String tag() {
            return tag;
        }

        /** Whether it is one of those in an If-None-Match field. Proxies that compress make a tag a weak one. */
        boolean isOneOf(String tags) {
            return Arrays.stream(tags.split(",", -1))
                    .map(String::strip)
                    .anyMatch(it -> it.equals("*") || it.equals(tag) || it.equals("W/" + tag));
        }
    }

    /** The file of this name, which may be anything. */
    Optional<File> find(String name) {
        var form = NAME.matcher(name);
        return form.matches()
                ? Optional.ofNullable(known.get(name)).or(() -> read(name, TYPES.getOrDefault(form.group(1), "")))
                : Optional.empty();
    }

    private Optional<File> read(String name, String type) {
        var resource = OF_CHARTS.getOrDefault(name, OWN + name);
        try (var stream = ConsoleFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            var file = new File(type, stream.readAllBytes());
            known.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
