package org.sipverify.formats.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why reading or writing failed, in an operator's words: without the names of Java classes. */
public final class IoFailure {
    private IoFailure() {}

    /** Such as {@code /etc/a.pem: permission denied}; an unchecked wrapper is opened. */
    public static String text(Exception failure) {
        if (failure instanceof RuntimeException && failure.getCause() instanceof IOException wrapped) {
            return text(wrapped);
        }
        var message = failure.getMessage();
        if (message == null || message.isEmpty()) {
            return words(failure.getClass().getSimpleName());
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        return failure instanceof FileAlreadyExistsException ? message + ": exists already" : message;
    }

    /** {@code ClosedChannelException} is {@code closed channel}. */
    private static String words(String name) {
        return name.replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
