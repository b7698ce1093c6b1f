/**
 * Requests that test a server: {@link org.sipverify.sip.probe.CallProbe} places one call. It blocks, so it is for
 * commands and not for the server's own threads.
 */
@NullMarked
package org.sipverify.sip.probe;

import org.jspecify.annotations.NullMarked;
