/** What the server is asked over HTTP, and what it answers: the routes of the parts that this program is made of. */
@NullMarked
package org.sipverify.app.api;

import org.jspecify.annotations.NullMarked;
