package org.sipverify.app.call;

import java.time.Duration;

/**
 * How a call was answered.
 *
 * @param took from the INVITE to the final response
 */
public record CallResult(Finding finding, Response response, Duration took) {}
