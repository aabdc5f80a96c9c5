(async (most, pause) => {
  for (const node of document.querySelectorAll("img[loading=lazy], iframe[loading=lazy]")) node.loading = "eager";
  const wait = () => new Promise((done) => setTimeout(done, pause));
  let last = -1;
  for (let step = 0; step < most && scrollY !== last; step++) {
    last = scrollY;
    scrollBy({ top: innerHeight * 0.9, behavior: "instant" });
    await wait();
  }
  scrollTo({ top: 0, behavior: "instant" });
  await wait();
  return "done";
})(%MOST%, %PAUSE%)
