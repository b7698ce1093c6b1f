/** The calls of the index over HTTP: found, looked into, and as they happen. */
@NullMarked
package org.sipverify.app.api.calls;

import org.jspecify.annotations.NullMarked;
