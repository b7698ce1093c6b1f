/**
 * Requests that this server sends: {@link org.sipverify.sip.client.CallProbe} places one call to test a server.
 */
@NullMarked
package org.sipverify.sip.client;

import org.jspecify.annotations.NullMarked;
