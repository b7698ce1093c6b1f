package org.sipverify.formats.config;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;

/** Where the texts of an operator's files come from: the disk, or copies that were kept of them. */
@FunctionalInterface
public interface FileTexts {
    /** The files themselves. */
    FileTexts DISK = file -> HoconFile.text(file.toFile());

    /**
     * The text of one file: UTF-8, with invalid bytes replaced.
     *
     * @throws ConfigException when it cannot be had; the message names the file
     */
    String text(Path file);
}
