(() => {
  const mark = "%MARK%";
  const wanted = /^(Network\.(requestWillBeSent|loadingFinished|loadingFailed)|Fetch\.requestPaused|Target\.attachedToTarget)$/;
  const front = DevToolsAPI.dispatchMessage.bind(DevToolsAPI);
  let pieces = [], missing = 0;
  const take = (message) => {
    const read = typeof message === "string" ? JSON.parse(message) : message;
    const own = read.id >= %FIRST%;
    if (own || wanted.test(read.method || "")) console.log(mark + JSON.stringify(read));
    if (!own && !/^(Fetch|CSS|Debugger)\./.test(read.method || "")) front(message);
  };
  DevToolsAPI.dispatchMessage = take;
  DevToolsAPI.dispatchMessageChunk = (piece, size) => {
    if (size) { pieces = []; missing = size; }
    pieces.push(piece);
    missing -= piece.length;
    if (missing <= 0) take(pieces.join(""));
  };
  return "ready";
})()
