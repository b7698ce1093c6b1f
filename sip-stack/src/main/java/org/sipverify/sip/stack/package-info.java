/**
 * The server.
 */
@NullMarked
package org.sipverify.sip.stack;

import org.jspecify.annotations.NullMarked;
