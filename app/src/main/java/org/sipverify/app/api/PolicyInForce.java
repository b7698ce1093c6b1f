package org.sipverify.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main policy, and what it has done: the answer to GET /api/policy.
 *
 * @param file where it is, and its text
 * @param refused the version that is in the file now, if it has a mistake
 * @param rulings how many calls each of its rules and sections has decided on since the start, in their order
 * @param callers those that have a policy of their own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyInForce(
        String mode, String summary, File file, @Nullable Refused refused, List<Ruling> rulings, List<String> callers) {
    /**
     * A policy file.
     *
     * @param since when it came into force, ISO 8601
     */
    public record File(String path, String digest, String since, String text) {}

    /**
     * A version with a mistake.
     *
     * @param time when it was read, ISO 8601
     * @param text empty if it could not be read at all
     */
    public record Refused(String time, String mistake, String text) {}

    /**
     * What a rule has done.
     *
     * @param isSection whether it decides where no rule matches
     */
    public record Ruling(
            String rule, @JsonProperty("section") boolean isSection, long count) {}
}
