/** What a running server remembers of the last hours and days, in memory: for the console and the API. */
@NullMarked
package org.sipverify.app.recent;

import org.jspecify.annotations.NullMarked;
